package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** A JSON object with one thing wrong, in every place: missing, null, of another type, too long. */
public final class Mutations {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String LONG_TEXT = "k".repeat(1_000_000);

  /**
   * A variant of an object.
   *
   * @param pointer to what is wrong in it
   */
  public record Mutation(String pointer, String what, ObjectNode object) {

    @Override
    public String toString() {
      return pointer + " " + what;
    }
  }

  private Mutations() {}

  public static Iterable<Mutation> of(ObjectNode whole) {
    return all(whole)::iterator;
  }

  private static Stream<Mutation> all(ObjectNode whole) {
    return pointers("", whole)
        .flatMap(
            pointer ->
                Stream.concat(
                    Stream.of(changed(whole, pointer, "missing", null)),
                    wrong().stream().map(wrong -> changed(whole, pointer, name(wrong), wrong))));
  }

  private static String name(JsonNode wrong) {
    return wrong.isTextual() && wrong.textValue().length() > 10 ? "long text" : wrong.toString();
  }

  private static List<JsonNode> wrong() {
    return List.of(
        JSON.nullNode(),
        JSON.objectNode(),
        JSON.arrayNode(),
        JSON.arrayNode().addNull().add(1).addObject(),
        JSON.textNode(""),
        JSON.textNode("x\0\ud800"),
        JSON.textNode(LONG_TEXT),
        JSON.numberNode(-1),
        JSON.numberNode(1e300),
        JSON.booleanNode(true),
        JSON.objectNode().put("futureField", "from tomorrow"));
  }

  private static Stream<String> pointers(String parent, JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .flatMap(it -> below(parent + "/" + it.getKey(), it.getValue()));
    }
    return Stream.iterate(0, index -> index < node.size(), index -> index + 1)
        .flatMap(index -> below(parent + "/" + index, node.get(index)));
  }

  private static Stream<String> below(String pointer, JsonNode value) {
    return Stream.concat(Stream.of(pointer), pointers(pointer, value));
  }

  private static Mutation changed(ObjectNode whole, String pointer, String what, JsonNode value) {
    var copy = whole.deepCopy();
    var slash = pointer.lastIndexOf('/');
    var parent = copy.at(pointer.substring(0, slash));
    var name = pointer.substring(slash + 1);
    if (parent instanceof ObjectNode object) {
      if (value == null) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else {
      var array = (ArrayNode) parent;
      if (value == null) {
        array.remove(Integer.parseInt(name));
      } else {
        array.set(Integer.parseInt(name), value);
      }
    }
    return new Mutation(pointer, what, copy);
  }
}
