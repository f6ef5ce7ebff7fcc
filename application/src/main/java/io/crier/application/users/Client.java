package io.crier.application.users;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * From where somebody signs in.
 *
 * @param address IPv6 with all eight groups
 * @param userAgent what the browser says it is; may be empty
 */
public record Client(String address, String userAgent) {

  private static final int GROUPS = 4;

  /** What counts as one client: an IPv4 address, or an IPv6 /64 network. */
  String network() {
    return address.contains(":")
        ? Arrays.stream(address.split(":")).limit(GROUPS).collect(Collectors.joining(":"))
        : address;
  }
}
