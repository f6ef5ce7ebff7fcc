package io.crier.x.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crier.application.watch.PushSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.x.LiveStream;
import io.crier.x.PostReader;
import io.crier.x.XApi;
import io.crier.x.XErrors;
import io.crier.x.XResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Follows authors with X's Activity API. X delivers and bills all their posts, wanted or not.
 * Deletions and renames are subscribed to only while the subscription limit allows.
 */
public final class Activities implements PushSource {

  public static final String NAME = "activity";

  private static final String STREAM = "/2/activity/stream";
  private static final String SUBSCRIPTIONS = "/2/activity/subscriptions";
  private static final int MAX_SUBSCRIPTIONS = 1_500;
  private static final String POSTED = "post.create";
  private static final String DELETED = "post.delete";
  private static final String RENAMED = "profile.update.handle";
  private static final List<String> EVENTS_BY_PRIORITY = List.of(POSTED, DELETED, RENAMED);

  /** Faults that concern a single author and do not prevent following the others. */
  private static final Set<XFault> AUTHOR_FAULTS =
      Set.of(XFault.NOT_FOUND, XFault.SUSPENDED, XFault.PROTECTED, XFault.REJECTED);

  private final XApi x;

  public Activities(XApi x) {
    this.x = x;
  }

  /** One kind of event of one author. */
  private record Subscription(String event, String author) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int capacity() {
    return MAX_SUBSCRIPTIONS;
  }

  @Override
  public Connection open(Listener listener) {
    var query = Map.of("tweet.fields", PostReader.FIELDS);
    var stream =
        LiveStream.open(x, STREAM, query, listener, it -> dispatch(it.path("data"), listener));
    return new Connection() {
      @Override
      public Optional<Trouble> follow(Collection<Followed> authors) {
        return reconcile(authors);
      }

      @Override
      public void close() {
        stream.close();
      }
    };
  }

  private static void dispatch(JsonNode event, Listener listener) {
    var payload = event.path("payload");
    switch (event.path("event_type").asText()) {
      case POSTED ->
          candidates(payload)
              .flatMap(it -> PostReader.read(it, event.path("includes")).stream())
              .findFirst()
              .ifPresent(listener::posted);
      case DELETED ->
          candidates(payload)
              .flatMap(it -> Stream.of(it.path("id"), it.path("post_id"), it.path("tweet_id")))
              .map(PostReader::number)
              .filter(id -> id > 0)
              .findFirst()
              .ifPresent(id -> listener.deleted(new PostId(id)));
      case RENAMED -> {
        var author = PostReader.number(event.path("filter").path("user_id"));
        var name = payload.path("after").asText().replaceFirst("^@", "");
        if (author > 0) {
          PostReader.username(name).ifPresent(it -> listener.renamed(new XUserId(author), it));
        }
      }
      default -> {
        // Not an event that Crier subscribes to.
      }
    }
  }

  /** The places in an event where X has been seen to put a post. */
  private static Stream<JsonNode> candidates(JsonNode payload) {
    return Stream.of(payload, payload.path("data"), payload.path("post"), payload.path("tweet"));
  }

  private Optional<Trouble> reconcile(Collection<Followed> authors) {
    var present = new LinkedHashMap<String, Subscription>();
    var failure = readSubscriptions(present);
    if (failure.isPresent()) {
      return failure;
    }
    var wanted = wanted(authors);
    var kept = new LinkedHashSet<Subscription>();
    for (var subscription : present.entrySet()) {
      if (!wanted.contains(subscription.getValue()) || !kept.add(subscription.getValue())) {
        var trouble = trouble(x.delete(SUBSCRIPTIONS + "/" + subscription.getKey()));
        if (trouble.filter(it -> !AUTHOR_FAULTS.contains(it.fault())).isPresent()) {
          return trouble;
        }
      }
    }
    return subscribe(wanted.stream().filter(subscription -> !kept.contains(subscription)).toList());
  }

  /** Subscribes to each; an author who cannot be followed does not prevent following the others. */
  private Optional<Trouble> subscribe(List<Subscription> wanted) {
    var rejected = 0;
    for (var subscription : wanted) {
      var trouble = trouble(x.post(SUBSCRIPTIONS, json(subscription)));
      var fault = trouble.map(Trouble::fault);
      if (fault.filter(it -> !AUTHOR_FAULTS.contains(it)).isPresent()) {
        return trouble;
      }
      rejected += fault.filter(it -> it == XFault.REJECTED).isPresent() ? 1 : 0;
    }
    return rejected > 0 && rejected == wanted.size()
        ? Optional.of(new Trouble(XFault.REJECTED, Optional.empty()))
        : Optional.empty();
  }

  private static Set<Subscription> wanted(Collection<Followed> authors) {
    var eventsPerAuthor = Math.clamp(MAX_SUBSCRIPTIONS / Math.max(1, authors.size()), 1, 3);
    var wanted = new LinkedHashSet<Subscription>();
    for (var event : EVENTS_BY_PRIORITY.subList(0, eventsPerAuthor)) {
      for (var followed : authors) {
        wanted.add(new Subscription(event, Long.toString(followed.author().id().value())));
      }
    }
    return wanted;
  }

  /** Reads X's current subscriptions into the map, keyed by id. */
  private Optional<Trouble> readSubscriptions(Map<String, Subscription> present) {
    var query = new HashMap<String, String>();
    do {
      var response = x.get(SUBSCRIPTIONS, query);
      if (response instanceof XResponse.Failure failure) {
        return Optional.of(failure.trouble());
      }
      for (var subscription : subscriptions(response.body().path("data"))) {
        present.put(
            subscription.path("subscription_id").asText(),
            new Subscription(
                subscription.path("event_type").asText(),
                subscription.path("filter").path("user_id").asText()));
      }
      var next = response.body().path("meta").path("next_token").asText();
      query.clear();
      if (!next.isEmpty()) {
        query.put("pagination_token", next);
      }
    } while (!query.isEmpty());
    return Optional.empty();
  }

  /** X returns a subscription as an object, in an array, or nested one level deeper. */
  private static List<JsonNode> subscriptions(JsonNode data) {
    var found = new ArrayList<JsonNode>();
    if (data.isArray()) {
      data.forEach(it -> found.addAll(subscriptions(it)));
    } else if (data.has("subscription")) {
      found.addAll(subscriptions(data.path("subscription")));
    } else if (data.has("subscription_id")) {
      found.add(data);
    }
    return found;
  }

  private static JsonNode json(Subscription subscription) {
    var json = JsonNodeFactory.instance.objectNode().put("event_type", subscription.event());
    json.putObject("filter").put("user_id", subscription.author());
    return json.put("tag", "crier");
  }

  private static Optional<Trouble> trouble(XResponse response) {
    if (response instanceof XResponse.Failure failure) {
      return Optional.of(failure.trouble());
    }
    var error = XErrors.firstError(response.body());
    return response.body().has("data") || error.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Trouble(XErrors.faultOf(error), Optional.empty()));
  }
}
