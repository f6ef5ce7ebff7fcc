package io.crier.rest.door;

import io.crier.application.requests.LimitRequests;
import io.crier.rest.outbound.Cidr;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** This node's record of its clients: their addresses, wrong API keys and rate limits. */
@ApplicationScoped
public class ClientLimits {

  private final ClientAddress clientAddress;
  private final UntrustedForwarders untrustedForwarders;
  private final WrongKeys wrongKeys;
  private final RateLimits rateLimits;

  /** For the proxy. */
  protected ClientLimits() {
    this(Optional.empty(), InstantSource.system(), null, null);
  }

  @Inject
  ClientLimits(
      @ConfigProperty(name = "crier.http.trusted-proxies") Optional<List<String>> trustedProxies,
      InstantSource clock,
      UntrustedForwarders untrustedForwarders,
      LimitRequests limitRequests) {
    clientAddress =
        new ClientAddress(trustedProxies.orElse(List.of()).stream().map(Cidr::parse).toList());
    this.untrustedForwarders = untrustedForwarders;
    wrongKeys = new WrongKeys(clock);
    rateLimits = new RateLimits(clock, limitRequests);
  }

  InetAddress addressOf(HttpServletRequest request) {
    var forwarded = Forwarding.received(request).flatMap(it -> ClientAddress.address(it.client()));
    if (forwarded.isPresent()) {
      return forwarded.get();
    }
    clientAddress.untrustedForwarder(request).ifPresent(untrustedForwarders::record);
    return clientAddress.of(request);
  }

  boolean isSecure(HttpServletRequest request) {
    return Forwarding.received(request)
        .map(NodeSignatures.Forwarded::secure)
        .orElseGet(() -> clientAddress.isSecure(request));
  }

  WrongKeys wrongKeys() {
    return wrongKeys;
  }

  RateLimits rateLimits() {
    return rateLimits;
  }
}
