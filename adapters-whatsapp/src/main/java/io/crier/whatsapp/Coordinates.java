package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The coordinates of a received location, whatever their range. */
public record Coordinates(double latitude, double longitude) {

  /** Empty if one of them is missing or not a number. */
  public static Optional<Coordinates> of(JsonNode json, String latitude, String longitude) {
    var found =
        new Coordinates(
            json.path(latitude).asDouble(Double.NaN), json.path(longitude).asDouble(Double.NaN));
    return Optional.of(found)
        .filter(it -> Double.isFinite(it.latitude) && Double.isFinite(it.longitude));
  }
}
