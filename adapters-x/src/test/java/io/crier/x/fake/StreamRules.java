package io.crier.x.fake;

import static io.crier.x.fake.Reply.error;
import static io.crier.x.fake.Reply.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the filtered stream, and the endpoints that list and change them. */
final class StreamRules {

  private static final int MAX_RULES = 1_000;
  private static final int MAX_LENGTH = 1_024;

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private long lastId;

  List<String> values() {
    return rules.values().stream().map(Rule::value).toList();
  }

  void put(String value) {
    var id = nextId();
    rules.put(id, Rule.parse(id, value).orElseThrow());
  }

  List<String> matching(FakePost post) {
    return rules.values().stream().filter(rule -> rule.matches(post)).map(Rule::id).toList();
  }

  Reply read() {
    var answer = object();
    for (var rule : rules.values()) {
      answer.withArray("/data").addObject().put("id", rule.id()).put("value", rule.value());
    }
    answer.putObject("meta").put("result_count", rules.size());
    return Reply.of(answer);
  }

  Reply change(JsonNode change) {
    var errors = JsonNodeFactory.instance.arrayNode();
    for (var id : change.at("/delete/ids")) {
      if (rules.remove(id.asText()) == null) {
        errors.add(error("resource-not-found", "Rule does not exist."));
      }
    }
    var created = 0;
    for (var added : change.path("add")) {
      var refused = add(added.path("value").asText());
      refused.ifPresent(errors::add);
      created += refused.isEmpty() ? 1 : 0;
    }
    var answer = object();
    answer.putObject("meta").putObject("summary").put("created", created);
    return new Reply(
        created > 0 ? 201 : 200, errors.isEmpty() ? answer : answer.set("errors", errors));
  }

  private Optional<ObjectNode> add(String value) {
    if (rules.values().stream().anyMatch(it -> it.value().equals(value))) {
      return Optional.of(error("duplicate-rules", "").put("title", "DuplicateRule"));
    }
    if (rules.size() >= MAX_RULES) {
      return Optional.of(error("rule-cap", "Too many rules"));
    }
    var id = nextId();
    var rule = Rule.parse(id, value).filter(it -> value.length() <= MAX_LENGTH);
    rule.ifPresent(it -> rules.put(id, it));
    return rule.isPresent() ? Optional.empty() : Optional.of(error("invalid-rules", "Bad rule"));
  }

  private String nextId() {
    return Long.toString(++lastId);
  }
}
