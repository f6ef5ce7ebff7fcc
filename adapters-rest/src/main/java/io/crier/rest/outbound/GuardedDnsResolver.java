package io.crier.rest.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once per connection and refuses it if the policy refuses any of its addresses.
 * The connection goes to exactly the addresses checked here, which defeats DNS rebinding.
 */
final class GuardedDnsResolver implements DnsResolver, AutoCloseable {

  /** Looks up addresses: the system resolver, or a fake in tests. */
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  /** A host that resolved to a forbidden address. */
  static final class RefusedHost extends UnknownHostException {
    RefusedHost(String reason) {
      super(reason);
    }
  }

  private final OutboundPolicy policy;
  private final Lookup lookup;
  private final Duration limit;

  // The system lookup pins its carrier thread, so on virtual threads two slow name servers would
  // stop everything.
  private final ExecutorService lookups =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("outbound-lookup-", 0).factory());

  GuardedDnsResolver(OutboundPolicy policy, Lookup lookup, Duration limit) {
    this.policy = policy;
    this.lookup = lookup;
    this.limit = limit;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    var addresses = addressesOf(host);
    for (var address : addresses) {
      var refusal = policy.refusal(address, port);
      if (refusal.isPresent()) {
        throw new RefusedHost(refusal.get());
      }
    }
    return Stream.of(addresses).map(address -> new InetSocketAddress(address, port)).toList();
  }

  @Override
  public InetAddress[] resolve(String host) {
    throw new UnsupportedOperationException("an address is checked together with its port");
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }

  private InetAddress[] addressesOf(String host) throws UnknownHostException {
    var literal = IpLiteral.parse(host);
    if (literal.isPresent()) {
      return new InetAddress[] {literal.get()};
    }
    var answer = lookups.submit(() -> lookup.addressesOf(host));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException noAnswer) {
      answer.cancel(true);
      throw new UnknownHostException(host);
    } catch (InterruptedException stopping) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    }
  }
}
