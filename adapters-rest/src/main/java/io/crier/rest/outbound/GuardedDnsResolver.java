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
 * Resolves a receiver's name once for each connection, and refuses it if any of its addresses is
 * refused. The connection is made to the very addresses judged here, so a name that changes its
 * mind in between gains nothing.
 */
final class GuardedDnsResolver implements DnsResolver, AutoCloseable {

  /** The source of addresses: the system, or a test. */
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }

  /** A host that resolved to where nothing may be sent. */
  static final class RefusedHost extends UnknownHostException {
    RefusedHost(String reason) {
      super(reason);
    }
  }

  private final OutboundPolicy policy;
  private final Lookup lookup;
  private final Duration limit;

  // The system's lookup blocks its carrier: on virtual threads, two slow name servers would stop
  // all of them.
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
    throw new UnsupportedOperationException("an address is judged together with its port");
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
