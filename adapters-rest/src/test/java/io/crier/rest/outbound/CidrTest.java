package io.crier.rest.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
    "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
    "192.168.4.0/22, 192.168.7.255, 192.168.8.0",
    "192.168.1.7/32, 192.168.1.7, 192.168.1.8",
    "192.168.1.7, 192.168.1.7, 192.168.1.6",
    "0.0.0.0/0, 255.255.255.255, ::1",
    "fd00::/8, fdff::1, fc00::1",
    "2001:db8:0:8000::/49, 2001:db8:0:ffff::1, 2001:db8:0:7fff::1",
    "::1, ::1, ::2",
    "::/0, ffff::, 127.0.0.1",
  })
  void containsAddressesWithItsPrefix(String block, String inside, String outside)
      throws Exception {
    assertThat(Cidr.parse(block).contains(InetAddress.getByName(inside))).isTrue();
    assertThat(Cidr.parse(block).contains(InetAddress.getByName(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10/8",
        "10.0.0/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "010.0.0.0/8",
        "0xa.0.0.0/8",
        "256.0.0.0/8",
        "fd00::/129",
        "fd00:::/8",
        "[fd00::]/8",
        "fe80::%eth0/10",
        "localhost",
        "receiver.example/8",
        "10.0.0.0 /8",
        "10.1.2.3/8",
        "fd00::1/8",
        "999999999999/8"
      })
  void rejectsInvalidNotation(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void suggestsACorrection() {
    assertThatThrownBy(() -> Cidr.parse("10.1.2.3/8"))
        .hasMessage("10.1.2.3/8 is not the start of a block; did you mean 10.0.0.0/8?");
    assertThatThrownBy(() -> Cidr.parse("intranet"))
        .hasMessage("'intranet' is not a CIDR block such as 10.0.0.0/8");
  }
}
