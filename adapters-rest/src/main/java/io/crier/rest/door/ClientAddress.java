package io.crier.rest.door;

import io.crier.rest.outbound.Cidr;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Determines the client address of a request. Entries in {@code X-Forwarded-For} count only if a
 * trusted proxy added them.
 */
final class ClientAddress {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<Cidr> trustedProxies;

  ClientAddress(List<Cidr> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /** The peer, if it is no trusted proxy but says whom it forwards for. */
  Optional<InetAddress> untrustedForwarder(HttpServletRequest request) {
    return request.getHeader(FORWARDED_FOR) == null
        ? Optional.empty()
        : address(request.getRemoteAddr()).filter(peer -> !isTrusted(peer));
  }

  InetAddress of(HttpServletRequest request) {
    var forwarded =
        Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .map(String::strip)
            .collect(Collectors.toList());
    return of(request.getRemoteAddr(), forwarded);
  }

  /** The last hop that is not a trusted proxy. */
  InetAddress of(String peer, List<String> forwarded) {
    var client = address(peer).orElse(InetAddress.getLoopbackAddress());
    for (int i = forwarded.size() - 1; i >= 0 && isTrusted(client); i--) {
      var hop = address(forwarded.get(i));
      if (hop.isEmpty()) {
        break;
      }
      client = hop.get();
    }
    return client;
  }

  /** Whether the client uses https, also if only a trusted proxy says so. */
  boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || address(request.getRemoteAddr()).filter(this::isTrusted).isPresent()
            && isHttps(Collections.list(request.getHeaders("X-Forwarded-Proto")));
  }

  /** The last proxy, which is the trusted one, adds the last value. */
  private static boolean isHttps(List<String> protocols) {
    return !protocols.isEmpty()
        && protocols.getLast().replaceFirst(".*,", "").strip().equalsIgnoreCase("https");
  }

  private boolean isTrusted(InetAddress address) {
    return trustedProxies.stream().anyMatch(block -> block.contains(address));
  }

  static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(Cidr.parse(text).network()).filter(it -> !text.contains("/"));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
