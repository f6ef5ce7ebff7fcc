package io.crier.rest.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.outbound.PostResult.Blocked;
import io.crier.rest.outbound.PostResult.Responded;
import io.crier.rest.outbound.PostResult.Unreachable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No connection reaches a forbidden address: a server on all local addresses counts connections.
 */
@Timeout(60)
class OutboundGuardTest {

  private static final OutboundLimits LIMITS =
      new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1024, 256, 10);
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

  private ScriptedServer receiver;

  @BeforeEach
  void listen() {
    receiver =
        ScriptedServer.responding(
            (out, socket) -> {
              out.write(OK.getBytes());
              socket.shutdownOutput();
            });
  }

  @AfterEach
  void stop() throws Exception {
    receiver.close();
  }

  @Test
  void blocksEverySpellingOfForbiddenAddresses() {
    var queries = new ArrayList<URI>();
    try (var client = client(policy(), InetAddress::getAllByName)) {
      for (var address : Addresses.REFUSED) {
        queries.add(receiver.at(address.contains(":") ? "[" + address + "]" : address));
      }
      for (var host : Addresses.NON_CANONICAL) {
        queries.add(receiver.at(host));
      }
      for (var host : List.of("localhost", "LOCALHOST", "[::1%25lo]", "[::1%251]")) {
        queries.add(receiver.at(host));
      }

      assertThat(queries)
          .hasSizeGreaterThan(100)
          .allSatisfy(url -> assertThat(post(client, url)).isInstanceOf(Blocked.class));
    }

    assertThat(receiver.reached()).isEmpty();
    assertReceiverListens();
  }

  @Test
  void blocksNamesOfForbiddenAddresses() {
    for (var address : Addresses.REFUSED) {
      var dns = new FakeDns().answering(address);
      try (var client = client(policy(), dns)) {
        assertThat(post(client, receiver.at("receiver.example")))
            .as(address)
            .isInstanceOf(Blocked.class);
        assertThat(dns.queries()).isOne();
      }
    }

    assertThat(receiver.reached()).isEmpty();
    assertReceiverListens();
  }

  @Test
  void blocksNameIfAnyAddressIsForbidden() {
    var dns = new FakeDns().answering("127.0.0.2", "127.0.0.1").answering("127.0.0.1", "127.0.0.2");
    try (var client = client(policy().allowing("127.0.0.2"), dns)) {
      assertThat(post(client, receiver.at("receiver.example"))).isInstanceOf(Blocked.class);
      assertThat(post(client, receiver.at("receiver.example"))).isInstanceOf(Blocked.class);
    }

    assertThat(receiver.reached()).isEmpty();
  }

  @Test
  void connectsToCheckedAddressDespiteRebinding() {
    var dns = new FakeDns().answering("127.0.0.2").answering("127.0.0.1").answering("127.0.0.1");
    try (var client = client(policy().allowing("127.0.0.2"), dns)) {
      assertThat(post(client, receiver.at("rebinding.example"))).isInstanceOf(Responded.class);
      assertThat(dns.queries()).isOne();
      assertThat(receiver.reached()).containsExactly("127.0.0.2");

      assertThat(post(client, receiver.at("rebinding.example"))).isInstanceOf(Blocked.class);
      assertThat(dns.queries()).isEqualTo(2);
      assertThat(receiver.reached()).containsExactly("127.0.0.2");
    }
  }

  @Test
  void doesNotRevealAddressOfName() {
    try (var client = client(policy(), new FakeDns().answering("10.9.8.7"))) {
      assertThat(post(client, receiver.at("intranet.example")))
          .isInstanceOfSatisfying(
              Blocked.class, blocked -> assertThat(blocked.reason()).doesNotContain("10.9.8.7"));
    }
  }

  @Test
  void blocksForbiddenPortOfPublicAddress() {
    var publicOnly = OutboundPolicy.publicOnly().allowing("127.0.0.2");
    try (var client = client(publicOnly, new FakeDns().answering("8.8.8.8"))) {
      assertThat(post(client, receiver.at("receiver.example")))
          .isInstanceOfSatisfying(
              Blocked.class,
              blocked -> assertThat(blocked.reason()).isEqualTo("the port is not allowed"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void doesNotFollowRedirects(int status) throws Exception {
    var answer =
        "HTTP/1.1 %d Elsewhere\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
            .formatted(status, receiver.port());
    try (var redirecting = ScriptedServer.answering(answer);
        var client = client(policy().allowing("127.0.0.0/8"), InetAddress::getAllByName)) {
      assertThat(post(client, redirecting.at("127.0.0.2")))
          .isInstanceOfSatisfying(
              Responded.class, responded -> assertThat(responded.status()).isEqualTo(status));
    }

    assertThat(receiver.reached()).isEmpty();
    assertReceiverListens();
  }

  @Test
  void blocksUrlWithUserInfo() {
    try (var client = client(policy().allowing("127.0.0.0/8"), InetAddress::getAllByName)) {
      assertThat(post(client, receiver.at("user:pass@127.0.0.1"))).isInstanceOf(Blocked.class);
    }

    assertThat(receiver.reached()).isEmpty();
    assertReceiverListens();
  }

  @Test
  void ignoresSystemProxySettings() throws Exception {
    try (var proxy = ScriptedServer.answering(OK)) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
      System.setProperty("http.nonProxyHosts", "");
      try (var client = client(policy().allowing("127.0.0.2"), InetAddress::getAllByName)) {
        assertThat(post(client, receiver.at("127.0.0.2"))).isInstanceOf(Responded.class);
      } finally {
        List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts")
            .forEach(System::clearProperty);
      }

      assertThat(proxy.reached()).isEmpty();
      assertThat(receiver.reached()).containsExactly("127.0.0.2");
    }
  }

  @Test
  void reportsUnknownHostAsUnreachable() {
    try (var client =
        client(
            policy(),
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertThat(post(client, receiver.at("nobody.example")))
          .isInstanceOfSatisfying(
              Unreachable.class,
              failed -> assertThat(failed.reason()).isEqualTo("the host name does not resolve"));
    }
  }

  private void assertReceiverListens() {
    try (var client = client(policy().allowing("127.0.0.0/8"), InetAddress::getAllByName)) {
      assertThat(post(client, receiver.at("127.0.0.1"))).isInstanceOf(Responded.class);
    }
    assertThat(receiver.reached()).containsExactly("127.0.0.1");
  }

  private OutboundPolicy policy() {
    return new OutboundPolicy(List.of(), Set.of(receiver.port()), false);
  }

  private static OutboundClient client(OutboundPolicy policy, GuardedDnsResolver.Lookup dns) {
    return new OutboundClient(policy, LIMITS, dns, DefaultClientTlsStrategy.createDefault());
  }

  private static PostResult post(OutboundClient client, URI url) {
    return client.post(url, Map.of(), new byte[0]);
  }

  /** A DNS fake that answers each query with its next answer. */
  private static final class FakeDns implements GuardedDnsResolver.Lookup {

    private final Deque<String[]> answers = new ArrayDeque<>();
    private final AtomicInteger queries = new AtomicInteger();

    FakeDns answering(String... addresses) {
      answers.add(addresses);
      return this;
    }

    int queries() {
      return queries.get();
    }

    @Override
    public synchronized InetAddress[] addressesOf(String host) {
      queries.incrementAndGet();
      return Arrays.stream(answers.remove())
          .map(address -> IpLiteral.parse(address).orElseThrow())
          .toArray(InetAddress[]::new);
    }
  }
}
