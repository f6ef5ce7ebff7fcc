package io.crier.rest.outbound;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** The operator's settings of requests to addresses that users choose. */
public record OutboundConfiguration(OutboundPolicy policy) {

  /** Reads each key once. */
  public static OutboundConfiguration of(Config config) {
    var ports = config.getOptionalValues("crier.outbound.ports", Integer.class).orElse(List.of());
    var httpsOnly =
        config.getOptionalValue("crier.outbound.https-only", Boolean.class).orElse(false);
    return new OutboundConfiguration(
        new OutboundPolicy(List.of(), Set.copyOf(ports), httpsOnly)
            .allowing(config.getOptionalValue("crier.outbound.allow", String.class).orElse("")));
  }
}
