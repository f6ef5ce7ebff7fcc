package io.crier.x.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crier.application.watch.PushSource;
import io.crier.application.xaccounts.XFault;
import io.crier.x.LiveStream;
import io.crier.x.PostReader;
import io.crier.x.XApi;
import io.crier.x.XErrors;
import io.crier.x.XResponse;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Streams posts that match rules. With very many authors there are no rules for threads, which X
 * classes as replies; the poll that runs beside every stream finds them.
 */
public final class FilteredStream implements PushSource {

  public static final String NAME = "stream";

  private static final String PATH = "/2/tweets/search/stream";
  private static final String RULES = PATH + "/rules";
  private static final int MAX_RULES = 1_000;
  private static final int MAX_RULE_LENGTH = 1_024;

  /** How many usernames of maximum length fit into a rule. */
  private static final int MIN_AUTHORS_PER_RULE = 41;

  private static final int RULES_PER_REQUEST = 100;

  private final XApi x;
  private final Rules rules = new Rules(MAX_RULE_LENGTH);

  public FilteredStream(XApi x) {
    this.x = x;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int capacity() {
    return MAX_RULES * MIN_AUTHORS_PER_RULE;
  }

  @Override
  public Connection open(Listener listener) {
    var query = Map.of("tweet.fields", PostReader.FIELDS);
    var stream = LiveStream.open(x, PATH, query, listener, it -> dispatch(it, listener));
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

  private static void dispatch(JsonNode message, Listener listener) {
    PostReader.read(message.path("data"), message.path("includes")).ifPresent(listener::posted);
  }

  private Optional<Trouble> reconcile(Collection<Followed> authors) {
    var present = new LinkedHashMap<String, String>();
    var failure = readRules(present);
    if (failure.isPresent()) {
      return failure;
    }
    var wanted = rules.forPosts(authors, present.values());
    var threads = rules.forThreads(authors, present.values());
    if (wanted.size() + threads.size() <= MAX_RULES) {
      wanted.addAll(threads);
    }
    var missing = wanted.stream().filter(rule -> !present.containsValue(rule)).toList();
    var obsolete =
        present.entrySet().stream()
            .filter(rule -> !wanted.contains(rule.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    // Adding first leaves no gap for any author, but needs room for both sets of rules.
    return present.size() + missing.size() <= MAX_RULES
        ? add(missing).or(() -> remove(obsolete))
        : remove(obsolete).or(() -> add(missing));
  }

  /** Reads X's current rules into the map, keyed by id. */
  private Optional<Trouble> readRules(Map<String, String> present) {
    var query = new HashMap<String, String>();
    do {
      var response = x.get(RULES, query);
      if (response instanceof XResponse.Failure failure) {
        return Optional.of(failure.trouble());
      }
      for (var rule : response.body().path("data")) {
        present.put(rule.path("id").asText(), rule.path("value").asText());
      }
      var next = response.body().path("meta").path("next_token").asText();
      query.clear();
      if (!next.isEmpty()) {
        query.put("pagination_token", next);
      }
    } while (!query.isEmpty());
    return Optional.empty();
  }

  private Optional<Trouble> add(List<String> values) {
    for (var batch : batches(values)) {
      var body = JsonNodeFactory.instance.objectNode();
      var added = body.putArray("add");
      batch.forEach(value -> added.addObject().put("value", value));
      var trouble = change(body);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  private Optional<Trouble> remove(List<String> ids) {
    for (var batch : batches(ids)) {
      var body = JsonNodeFactory.instance.objectNode();
      var removed = body.putObject("delete").putArray("ids");
      batch.forEach(removed::add);
      var trouble = change(body);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  /** Adding a rule that exists and removing one that does not are no failures. */
  private Optional<Trouble> change(JsonNode change) {
    var response = x.post(RULES, change);
    var errors = errors(response.body());
    var harmless = !errors.isEmpty() && errors.stream().allMatch(FilteredStream::isHarmless);
    if (response instanceof XResponse.Failure failure) {
      return harmless ? Optional.empty() : Optional.of(failure.trouble());
    }
    return errors.isEmpty() || harmless
        ? Optional.empty()
        : Optional.of(new Trouble(XFault.REJECTED, Optional.empty()));
  }

  private static List<JsonNode> errors(JsonNode body) {
    var errors = StreamSupport.stream(body.path("errors").spliterator(), false).toList();
    return errors.isEmpty() && body.has("type") ? List.of(body) : errors;
  }

  private static boolean isHarmless(JsonNode error) {
    return XErrors.typeOf(error).equals("duplicate-rules")
        || error.path("title").asText().equals("DuplicateRule")
        || XErrors.faultOf(error) == XFault.NOT_FOUND;
  }

  private static List<List<String>> batches(List<String> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + RULES_PER_REQUEST)
        .mapToObj(from -> all.subList(from, Math.min(all.size(), from + RULES_PER_REQUEST)))
        .toList();
  }
}
