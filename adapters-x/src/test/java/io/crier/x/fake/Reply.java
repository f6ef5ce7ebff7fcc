package io.crier.x.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The response to one request; without a body if that is null. */
record Reply(int status, JsonNode body) {

  static Reply of(JsonNode body) {
    return new Reply(200, body);
  }

  static Reply problem(int status, String kind, String detail) {
    return new Reply(status, error(kind, detail).put("status", status));
  }

  static ObjectNode error(String kind, String detail) {
    return object()
        .put("title", kind)
        .put("detail", detail)
        .put("type", "https://api.twitter.com/2/problems/" + kind);
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
