package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import java.util.Optional;

/** Reads labels as engines report them: what is not as it should be is repaired, or left out. */
public final class ReceivedLabels {

  private ReceivedLabels() {}

  /** Empty if it has no valid id. */
  public static Optional<Label> label(JsonNode json) {
    var name = TextRule.repaired(json.path("name").asText());
    return id(json.path("id"))
        .map(
            id ->
                new Label(
                    id,
                    TextRule.head(name, Label.NAME.longest()),
                    Math.max(0, json.path("color").asInt())));
  }

  /** Empty if it is not valid. */
  public static Optional<LabelId> id(JsonNode json) {
    try {
      return Optional.of(new LabelId(json.asText()));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }
}
