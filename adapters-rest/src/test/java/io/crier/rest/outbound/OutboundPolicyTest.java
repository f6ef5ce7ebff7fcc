package io.crier.rest.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundPolicyTest {

  static final List<String> REFUSED = Addresses.REFUSED;
  static final List<String> PUBLIC = Addresses.PUBLIC;
  static final List<String> NON_CANONICAL = Addresses.NON_CANONICAL;

  private final OutboundPolicy policy = OutboundPolicy.publicOnly();
  private final OutboundPolicy internal = policy.allowing("10.1.0.0/16, fd00:1::/32");

  @ParameterizedTest
  @FieldSource("REFUSED")
  void refusesNonPublicAddress(String address) throws Exception {
    assertThat(policy.refusal(InetAddress.getByName(address), 443))
        .contains("the address is private, local or reserved");
  }

  @ParameterizedTest
  @FieldSource("PUBLIC")
  void allowsPublicAddress(String address) throws Exception {
    assertThat(policy.refusal(InetAddress.getByName(address), 443)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("REFUSED")
  void refusesUrlWithNonPublicAddress(String address) {
    assertThat(policy.refusal(url(address))).isPresent();
  }

  @ParameterizedTest
  @FieldSource("PUBLIC")
  void allowsUrlWithPublicAddress(String address) {
    assertThat(policy.refusal(url(address))).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("NON_CANONICAL")
  void refusesNonCanonicalAddressEvenIfAllAreAllowed(String host) {
    assertThat(policy.allowing("0.0.0.0/0, ::/0").refusal(URI.create("http://" + host + "/")))
        .isPresent();
  }

  @Test
  void treatsMappedAddressAsIpv4() throws Exception {
    var mapped = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    var address = Inet6Address.getByAddress("receiver.example", mapped, 1);

    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(policy.refusal(address, 443)).isPresent();
    assertThat(policy.allowing("127.0.0.0/8").refusal(address, 443)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://receiver.example/hook",
        "http://receiver.example",
        "HTTPS://ScriptedServer.Example/",
        "https://receiver.example:8443/",
        "http://receiver.example:80/?a=b#c",
        "http://receiver.example:/",
        "https://a.b-c.example./"
      })
  void allowsOrdinaryUrl(String url) {
    assertThat(policy.refusal(URI.create(url))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://receiver.example/",
        "file:///etc/passwd",
        "gopher://receiver.example/",
        "jar:http://receiver.example!/",
        "mailto:a@receiver.example",
        "//receiver.example/",
        "/hook",
        "",
        "http:receiver.example",
        "http:/receiver.example",
        "http:///hook",
        "https://user@receiver.example/",
        "https://user:pass@receiver.example/",
        "https://@receiver.example/",
        "https://:@receiver.example/",
        "https://receiver.example@127.0.0.1/",
        "https://127.0.0.1:80@receiver.example/",
        "https://a_b.example/",
        "https://réceiver.example/",
        "https://receiver%2eexample/",
        "https://①②⑦.⓪.⓪.①/",
        "https://[fe80::1%25eth0]/",
        "https://[v1.a:b]/",
        "https://receiver.example:22/",
        "https://receiver.example:0/",
        "https://receiver.example:99999/"
      })
  void refusesInvalidUrl(String url) {
    URI parsed;
    try {
      parsed = URI.create(url);
    } catch (IllegalArgumentException notEvenAUrl) {
      return;
    }
    assertThat(policy.refusal(parsed)).isPresent();
  }

  @Test
  void refusesPlainHttpIfHttpsOnly() {
    var secure = new OutboundPolicy(List.of(), Set.of(), true);

    assertThat(secure.refusal(URI.create("http://receiver.example/")))
        .contains("the URL is not https");
    assertThat(secure.refusal(URI.create("https://receiver.example/"))).isEmpty();
  }

  @Test
  void allowsExtraPort() throws Exception {
    var open = new OutboundPolicy(List.of(), Set.of(9443), false);

    assertThat(open.refusal(URI.create("https://receiver.example:9443/"))).isEmpty();
    assertThat(open.refusal(InetAddress.getByName("8.8.8.8"), 9443)).isEmpty();
    assertThat(policy.refusal(InetAddress.getByName("8.8.8.8"), 9443))
        .contains("the port is not allowed");
  }

  @Test
  void allowsEveryPortOfInternalAddress() throws Exception {
    assertThat(internal.refusal(URI.create("http://10.1.2.3:5000/"))).isEmpty();
    assertThat(internal.refusal(URI.create("http://[fd00:1::5]:5000/"))).isEmpty();
    assertThat(internal.refusal(InetAddress.getByName("::ffff:10.1.2.3"), 22)).isEmpty();
  }

  @Test
  void allowsOnlyTheConfiguredBlocks() throws Exception {
    assertThat(internal.refusal(URI.create("http://10.2.0.1:5000/"))).isPresent();
    assertThat(internal.refusal(URI.create("http://8.8.8.8:5000/"))).isPresent();
    assertThat(internal.refusal(InetAddress.getByName("127.0.0.1"), 443)).isPresent();
  }

  @Test
  void allowsNameWithUnusualPortOnlyIfBlocksAreConfigured() {
    var url = URI.create("http://receiver.intranet:5000/");

    assertThat(policy.refusal(url)).contains("the port is not allowed");
    assertThat(internal.refusal(url)).isEmpty();
  }

  @Test
  void parsesBlockListStrictly() {
    assertThat(policy.allowing(" ").allowed()).isEmpty();
    assertThat(policy.allowing("127.0.0.1/32,::1/128").allowed()).hasSize(2);
    assertThatThrownBy(() -> policy.allowing("10.0.0.0/8;fd00::/8"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsInvalidPort() {
    assertThatThrownBy(() -> new OutboundPolicy(List.of(), Set.of(0), false))
        .hasMessage("0 is not a port");
    assertThatThrownBy(() -> new OutboundPolicy(List.of(), Set.of(65_536), false))
        .hasMessage("65536 is not a port");
  }

  private static URI url(String address) {
    return URI.create("http://" + (address.contains(":") ? "[" + address + "]" : address) + "/");
  }
}
