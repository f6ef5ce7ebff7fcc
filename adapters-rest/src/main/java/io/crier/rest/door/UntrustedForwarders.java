package io.crier.rest.door;

import io.crier.rest.health.ReadinessDetail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Peers that send {@code X-Forwarded-For} without being trusted proxies. If one is the operator's
 * proxy, all its clients count as one until it is trusted.
 */
@ApplicationScoped
public class UntrustedForwarders {

  private static final System.Logger LOG = System.getLogger(UntrustedForwarders.class.getName());
  private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

  /** Any client can send the header. */
  private static final int MAX_PEERS = 100;

  private final InstantSource clock;
  private final Map<InetAddress, Instant> warnedAt = new HashMap<>();

  /** For the proxy. */
  protected UntrustedForwarders() {
    this(InstantSource.system());
  }

  @Inject
  UntrustedForwarders(InstantSource clock) {
    this.clock = clock;
  }

  /** Logs a warning, once an hour for each peer. */
  void record(InetAddress peer) {
    if (isNew(peer)) {
      LOG.log(
          Level.WARNING,
          "X-Forwarded-For from {0} is ignored. If this is your proxy, add it to"
              + " CRIER_HTTP_TRUSTED_PROXIES: until then all its clients count as one",
          peer.getHostAddress());
    }
  }

  /** How many there were in the last hour, at most a hundred. */
  synchronized int count() {
    forgetOld();
    return warnedAt.size();
  }

  private synchronized boolean isNew(InetAddress peer) {
    forgetOld();
    return warnedAt.size() < MAX_PEERS && warnedAt.putIfAbsent(peer, clock.instant()) == null;
  }

  private void forgetOld() {
    var oldest = clock.instant().minus(REMEMBERED_FOR);
    warnedAt.values().removeIf(at -> !at.isAfter(oldest));
  }

  @Produces
  @Singleton
  ReadinessDetail detail() {
    return new ReadinessDetail("untrustedForwarders", this::text);
  }

  /** Without the addresses, because everyone can read the health checks. */
  private Optional<String> text() {
    var count = count();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "X-Forwarded-For from " + count + " peers is ignored: see CRIER_HTTP_TRUSTED_PROXIES");
  }
}
