package io.crier.rest.v1.sessions;

import jakarta.ws.rs.core.MediaType;
import java.util.List;

/**
 * Chooses the media type of a response. Parameters such as a charset do not matter, which {@code
 * Request.selectVariant} insists on.
 */
final class Negotiation {

  private Negotiation() {}

  /**
   * The offered type that is accepted first; the first offered one if none is.
   *
   * @param accepted by descending preference
   */
  static MediaType preferred(List<MediaType> accepted, List<MediaType> offered) {
    return accepted.stream()
        .filter(Negotiation::isWanted)
        .flatMap(range -> offered.stream().filter(range::isCompatible))
        .findFirst()
        .orElse(offered.getFirst());
  }

  private static boolean isWanted(MediaType range) {
    return Float.parseFloat(range.getParameters().getOrDefault("q", "1")) > 0;
  }
}
