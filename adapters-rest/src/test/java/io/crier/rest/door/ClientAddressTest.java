package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.outbound.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {

  private final ClientAddress behindProxies =
      new ClientAddress(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")));

  @Test
  void ignoresHeaderFromUntrustedPeer() {
    assertThat(of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
  }

  @Test
  void trustsHeaderFromTrustedProxy() {
    assertThat(of("10.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
  }

  @Test
  void usesLastHopThatIsNotAProxy() {
    assertThat(of("10.0.0.1", "192.0.2.66", "198.51.100.1", "10.0.0.2")).isEqualTo("198.51.100.1");
  }

  @Test
  void stopsAtHopThatIsNotAnAddress() {
    assertThat(of("10.0.0.1", "198.51.100.1", "unknown", "10.0.0.2")).isEqualTo("10.0.0.2");
    assertThat(of("10.0.0.1", "10.0.0.0/8")).isEqualTo("10.0.0.1");
  }

  @Test
  void usesPeerWithoutHeader() {
    assertThat(of("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  private String of(String peer, String... forwarded) {
    return behindProxies.of(peer, List.of(forwarded)).getHostAddress();
  }
}
