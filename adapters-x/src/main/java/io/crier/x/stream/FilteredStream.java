package io.crier.x.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crier.application.watch.PushSource;
import io.crier.application.xaccounts.XFault;
import io.crier.x.Answer;
import io.crier.x.Faults;
import io.crier.x.LiveStream;
import io.crier.x.PostReader;
import io.crier.x.XApi;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * Streams posts that match rules. For very many authors it omits threads, which X takes for
 * replies: the poll beside every stream finds them.
 */
public final class FilteredStream implements PushSource {

  public static final String NAME = "stream";

  private static final String PATH = "/2/tweets/search/stream";
  private static final String RULES = PATH + "/rules";
  private static final int MOST_RULES = 1_000;
  private static final int LONGEST_RULE = 1_024;

  /** As many of the longest usernames as a rule holds. */
  private static final int LEAST_AUTHORS_A_RULE = 41;

  private static final int RULES_A_REQUEST = 100;

  private final XApi x;
  private final Rules rules = new Rules(LONGEST_RULE);

  public FilteredStream(XApi x) {
    this.x = x;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int capacity() {
    return MOST_RULES * LEAST_AUTHORS_A_RULE;
  }

  @Override
  public Connection open(Listener listener) {
    var query = Map.of("tweet.fields", PostReader.FIELDS);
    var stream = LiveStream.open(x, PATH, query, listener, it -> tell(it, listener));
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

  private static void tell(JsonNode message, Listener listener) {
    PostReader.read(message.path("data"), message.path("includes")).ifPresent(listener::posted);
  }

  private Optional<Trouble> reconcile(Collection<Followed> authors) {
    var present = new LinkedHashMap<String, String>();
    var read = read(present);
    if (read.isPresent()) {
      return read;
    }
    var wanted = rules.ofPosts(authors, present.values());
    var threads = rules.ofThreads(authors, present.values());
    if (wanted.size() + threads.size() <= MOST_RULES) {
      wanted.addAll(threads);
    }
    var missing = wanted.stream().filter(rule -> !present.containsValue(rule)).toList();
    var superfluous =
        present.entrySet().stream()
            .filter(rule -> !wanted.contains(rule.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    // In this order no author is missed in between, if X takes so many.
    return present.size() + missing.size() <= MOST_RULES
        ? add(missing).or(() -> remove(superfluous))
        : remove(superfluous).or(() -> add(missing));
  }

  /** Fills in the rules that X has, by their ids. */
  private Optional<Trouble> read(Map<String, String> present) {
    var query = new HashMap<String, String>();
    do {
      var answer = x.get(RULES, query);
      if (answer instanceof Answer.Refused refused) {
        return Optional.of(refused.trouble());
      }
      for (var rule : answer.body().path("data")) {
        present.put(rule.path("id").asText(), rule.path("value").asText());
      }
      var next = answer.body().path("meta").path("next_token").asText();
      query.clear();
      if (!next.isEmpty()) {
        query.put("pagination_token", next);
      }
    } while (!query.isEmpty());
    return Optional.empty();
  }

  private Optional<Trouble> add(List<String> values) {
    for (var some : batches(values)) {
      var body = JsonNodeFactory.instance.objectNode();
      var added = body.putArray("add");
      some.forEach(value -> added.addObject().put("value", value));
      var trouble = change(body);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  private Optional<Trouble> remove(List<String> ids) {
    for (var some : batches(ids)) {
      var body = JsonNodeFactory.instance.objectNode();
      var removed = body.putObject("delete").putArray("ids");
      some.forEach(removed::add);
      var trouble = change(body);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  /** A rule that is there already is no trouble, and neither is one that has gone. */
  private Optional<Trouble> change(JsonNode change) {
    var answer = x.post(RULES, change);
    var errors = errors(answer.body());
    var harmless = !errors.isEmpty() && errors.stream().allMatch(FilteredStream::isHarmless);
    if (answer instanceof Answer.Refused refused) {
      return harmless ? Optional.empty() : Optional.of(refused.trouble());
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
    return Faults.kind(error).equals("duplicate-rules")
        || error.path("title").asText().equals("DuplicateRule")
        || Faults.of(error) == XFault.NOT_FOUND;
  }

  private static List<List<String>> batches(List<String> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + RULES_A_REQUEST)
        .mapToObj(from -> all.subList(from, Math.min(all.size(), from + RULES_A_REQUEST)))
        .toList();
  }
}
