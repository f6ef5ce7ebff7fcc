package io.crier.rest.json;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.Refused;

/** JSON Merge Patch (RFC 7396): absent fields stay as they are, null removes a field. */
public final class MergePatch {

  private MergePatch() {}

  /**
   * The form with the changes applied.
   *
   * @param at the path of the changes within the body; empty if they are the whole body
   */
  public static <T> T apply(String at, T form, JsonNode changes) {
    if (!(changes instanceof ObjectNode fields)) {
      throw new Refused(INVALID_REQUEST, (at.isEmpty() ? "the body" : at) + ": expected an object");
    }
    var merged = Json.MAPPER.<ObjectNode>valueToTree(form);
    merge(merged, fields);
    try {
      @SuppressWarnings("unchecked")
      var type = (Class<T>) form.getClass();
      return Json.MAPPER.treeToValue(merged, type);
    } catch (JsonProcessingException e) {
      throw JsonBodies.refusal(at, e);
    }
  }

  private static void merge(ObjectNode target, ObjectNode changes) {
    for (var change : changes.properties()) {
      var name = change.getKey();
      var value = change.getValue();
      if (value.isNull()) {
        target.remove(name);
      } else if (value instanceof ObjectNode fields) {
        merge(
            target.get(name) instanceof ObjectNode there ? there : target.putObject(name), fields);
      } else {
        target.set(name, value);
      }
    }
  }
}
