package io.crier.rest.outbound;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where requests may go, as the operator has configured it, and the client that keeps to it. */
@Dependent
public class ConfiguredOutbound {

  @Produces
  @Singleton
  static OutboundPolicy policy(
      @ConfigProperty(name = "crier.outbound.allow") Optional<String> allow,
      @ConfigProperty(name = "crier.outbound.ports") Optional<Set<Integer>> ports,
      @ConfigProperty(name = "crier.outbound.https-only", defaultValue = "false")
          boolean httpsOnly) {
    return new OutboundPolicy(List.of(), ports.orElse(Set.of()), httpsOnly)
        .allowing(allow.orElse(""));
  }

  @Produces
  @Singleton
  static OutboundClient client(OutboundPolicy policy) {
    return new OutboundClient(policy, OutboundLimits.WEBHOOKS);
  }

  static void close(@Disposes OutboundClient client) {
    client.close();
  }
}
