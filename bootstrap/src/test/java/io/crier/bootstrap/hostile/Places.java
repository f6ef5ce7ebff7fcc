package io.crier.bootstrap.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The places in a body that hold a value, from the outside to the inside. */
final class Places {

  private Places() {}

  /** A field or an item, by the way to it. */
  record Place(List<Object> steps) {

    /** A copy of the body that has this text in the place. */
    ObjectNode replaced(ObjectNode body, String text) {
      var copy = body.deepCopy();
      JsonNode holder = copy;
      for (var step : steps.subList(0, steps.size() - 1)) {
        holder = step instanceof Integer index ? holder.get(index) : holder.get((String) step);
      }
      switch (steps.getLast()) {
        case Integer index -> ((ArrayNode) holder).set(index, text);
        default -> ((ObjectNode) holder).put((String) steps.getLast(), text);
      }
      return copy;
    }

    private Place then(Object step) {
      var longer = new ArrayList<>(steps);
      longer.add(step);
      return new Place(longer);
    }

    @Override
    public String toString() {
      return "/" + String.join("/", steps.stream().map(Object::toString).toList());
    }
  }

  static List<Place> of(JsonNode body) {
    var places = new ArrayList<Place>();
    add(places, new Place(List.of()), body);
    return places;
  }

  private static void add(List<Place> places, Place at, JsonNode value) {
    for (var field : value.properties()) {
      places.add(at.then(field.getKey()));
      add(places, at.then(field.getKey()), field.getValue());
    }
    if (value instanceof ArrayNode items) {
      for (var i = 0; i < items.size(); i++) {
        places.add(at.then(i));
        add(places, at.then(i), items.get(i));
      }
    }
  }
}
