package io.crier.x.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crier.application.watch.PushSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.x.Answer;
import io.crier.x.Faults;
import io.crier.x.LiveStream;
import io.crier.x.PostReader;
import io.crier.x.XApi;
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
 * Follows what authors do. X reports all their posts, wanted or not, and bills each; it reports
 * deletions and new names as far as there are subscriptions left.
 */
public final class Activities implements PushSource {

  public static final String NAME = "activity";

  private static final String STREAM = "/2/activity/stream";
  private static final String SUBSCRIPTIONS = "/2/activity/subscriptions";
  private static final int MOST_SUBSCRIPTIONS = 1_500;
  private static final String POSTED = "post.create";
  private static final String DELETED = "post.delete";
  private static final String RENAMED = "profile.update.handle";
  private static final List<String> BY_IMPORTANCE = List.of(POSTED, DELETED, RENAMED);

  /** What X may say of one author without meaning the others. */
  private static final Set<XFault> OF_ONE_AUTHOR =
      Set.of(XFault.NOT_FOUND, XFault.SUSPENDED, XFault.PROTECTED, XFault.REJECTED);

  private final XApi x;

  public Activities(XApi x) {
    this.x = x;
  }

  /** An event of an author to subscribe to. */
  private record Wish(String event, String author) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int capacity() {
    return MOST_SUBSCRIPTIONS;
  }

  @Override
  public Connection open(Listener listener) {
    var query = Map.of("tweet.fields", PostReader.FIELDS);
    var stream = LiveStream.open(x, STREAM, query, listener, it -> tell(it.path("data"), listener));
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

  private static void tell(JsonNode event, Listener listener) {
    var payload = event.path("payload");
    switch (event.path("event_type").asText()) {
      case POSTED ->
          places(payload)
              .flatMap(it -> PostReader.read(it, event.path("includes")).stream())
              .findFirst()
              .ifPresent(listener::posted);
      case DELETED ->
          places(payload)
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
        // Nothing that was asked for.
      }
    }
  }

  /** Where in an event a post has been seen to stand. */
  private static Stream<JsonNode> places(JsonNode payload) {
    return Stream.of(payload, payload.path("data"), payload.path("post"), payload.path("tweet"));
  }

  private Optional<Trouble> reconcile(Collection<Followed> authors) {
    var present = new LinkedHashMap<String, Wish>();
    var read = read(present);
    if (read.isPresent()) {
      return read;
    }
    var wishes = wishes(authors);
    var there = new LinkedHashSet<Wish>();
    for (var subscription : present.entrySet()) {
      if (!wishes.contains(subscription.getValue()) || !there.add(subscription.getValue())) {
        var trouble = trouble(x.delete(SUBSCRIPTIONS + "/" + subscription.getKey()));
        if (trouble.filter(it -> !OF_ONE_AUTHOR.contains(it.fault())).isPresent()) {
          return trouble;
        }
      }
    }
    return subscribe(wishes.stream().filter(wish -> !there.contains(wish)).toList());
  }

  /** An author who cannot be followed does not keep the others from being followed. */
  private Optional<Trouble> subscribe(List<Wish> wishes) {
    var rejected = 0;
    for (var wish : wishes) {
      var trouble = trouble(x.post(SUBSCRIPTIONS, json(wish)));
      var fault = trouble.map(Trouble::fault);
      if (fault.filter(it -> !OF_ONE_AUTHOR.contains(it)).isPresent()) {
        return trouble;
      }
      rejected += fault.filter(it -> it == XFault.REJECTED).isPresent() ? 1 : 0;
    }
    return rejected > 0 && rejected == wishes.size()
        ? Optional.of(new Trouble(XFault.REJECTED, Optional.empty()))
        : Optional.empty();
  }

  private static Set<Wish> wishes(Collection<Followed> authors) {
    var each = Math.clamp(MOST_SUBSCRIPTIONS / Math.max(1, authors.size()), 1, 3);
    var wishes = new LinkedHashSet<Wish>();
    for (var event : BY_IMPORTANCE.subList(0, each)) {
      for (var followed : authors) {
        wishes.add(new Wish(event, Long.toString(followed.author().id().value())));
      }
    }
    return wishes;
  }

  /** Fills in the subscriptions that X has, by their ids. */
  private Optional<Trouble> read(Map<String, Wish> present) {
    var query = new HashMap<String, String>();
    do {
      var answer = x.get(SUBSCRIPTIONS, query);
      if (answer instanceof Answer.Refused refused) {
        return Optional.of(refused.trouble());
      }
      for (var subscription : subscriptions(answer.body().path("data"))) {
        present.put(
            subscription.path("subscription_id").asText(),
            new Wish(
                subscription.path("event_type").asText(),
                subscription.path("filter").path("user_id").asText()));
      }
      var next = answer.body().path("meta").path("next_token").asText();
      query.clear();
      if (!next.isEmpty()) {
        query.put("pagination_token", next);
      }
    } while (!query.isEmpty());
    return Optional.empty();
  }

  /** X shows one as an object, in a list, or one level deeper. */
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

  private static JsonNode json(Wish wish) {
    var json = JsonNodeFactory.instance.objectNode().put("event_type", wish.event());
    json.putObject("filter").put("user_id", wish.author());
    return json.put("tag", "crier");
  }

  private static Optional<Trouble> trouble(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      return Optional.of(refused.trouble());
    }
    var error = Faults.first(answer.body());
    return answer.body().has("data") || error.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Trouble(Faults.of(error), Optional.empty()));
  }
}
