package io.crier.bootstrap.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;

/** Answers of a server that has stored whatever attackers want. */
final class Hostile {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the pages decide by, or look things up with. */
  private static final Set<String> KEPT =
      Set.of("status", "state", "type", "direction", "role", "format", "nextCursor", "code");

  private static final String ID_OR_TIME = "[0-9a-f]{8}-[0-9a-f-]{27}|\\d{4}-\\d\\d-\\d\\d.*";

  private Hostile() {}

  /** The same JSON with this text in place of all others. */
  static String json(String body, String text) {
    try {
      return MAPPER.writeValueAsString(changed("", MAPPER.readTree(body), text));
    } catch (JsonProcessingException noJson) {
      return body;
    }
  }

  private static JsonNode changed(String name, JsonNode node, String text) {
    if (node instanceof ObjectNode object) {
      object.fieldNames().forEachRemaining(it -> object.set(it, changed(it, object.get(it), text)));
    } else if (node instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        array.set(i, changed(name, array.get(i), text));
      }
    } else if (node.isTextual() && !KEPT.contains(name) && !node.asText().matches(ID_OR_TIME)) {
      return TextNode.valueOf(text);
    }
    return node;
  }
}
