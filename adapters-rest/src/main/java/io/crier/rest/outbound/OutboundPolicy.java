package io.crier.rest.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where Crier may send requests on behalf of users: the public internet, and the internal addresses
 * that the operator allows.
 *
 * @param allowed blocks of internal addresses, reachable on every port
 * @param extraPorts additional ports allowed on public addresses
 * @param httpsOnly whether plain HTTP is refused, for internal addresses too
 */
public record OutboundPolicy(List<Cidr> allowed, Set<Integer> extraPorts, boolean httpsOnly) {

  private static final Set<Integer> STANDARD_PORTS = Set.of(80, 443, 8443);

  private static final String NOT_PUBLIC = "the address is private, local or reserved";
  private static final String NOT_AN_ADDRESS = "the host is not a valid IP address";
  private static final String PORT = "the port is not allowed";

  private static final List<Cidr> RESERVED_IPV4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8",
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8",
          "168.63.129.16/32", // Azure's platform service, reachable from every Azure VM
          "169.254.0.0/16", // link-local, including most cloud metadata services
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4");

  /**
   * All addresses allocated so far; loopback, local, multicast, NAT64, IPv4-compatible and SRv6
   * addresses lie outside.
   */
  private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");

  private static final List<Cidr> RESERVED_IPV6 =
      blocks(
          "2001::/23", // protocols such as Teredo, whose addresses embed IPv4 addresses
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4
          "3fff::/20"); // documentation

  public OutboundPolicy {
    allowed = List.copyOf(allowed);
    extraPorts = Set.copyOf(extraPorts);
    extraPorts.stream()
        .filter(port -> !isValidPort(port))
        .findAny()
        .ifPresent(
            port -> {
              throw new IllegalArgumentException(port + " is not a port");
            });
  }

  /** The public internet on the standard ports. */
  public static OutboundPolicy publicOnly() {
    return new OutboundPolicy(List.of(), Set.of(), false);
  }

  /** Adds internal blocks from a list separated by commas or spaces. */
  public OutboundPolicy allowing(String blocks) {
    return new OutboundPolicy(
        Arrays.stream(blocks.split("[,\\s]+"))
            .filter(block -> !block.isEmpty())
            .map(Cidr::parse)
            .toList(),
        extraPorts,
        httpsOnly);
  }

  /**
   * Why no request may go to the URL. A host name may pass here: its addresses are checked when
   * connecting.
   */
  public Optional<String> refusal(URI url) {
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.of("the URL is not http or https");
    }
    if (httpsOnly && scheme.equals("http")) {
      return Optional.of("the URL is not https");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("the URL contains a user or password");
    }
    if (url.getHost() == null) {
      return Optional.of("the URL has no valid host");
    }
    var port = port(url, scheme);
    if (!isValidPort(port)) {
      return Optional.of(PORT);
    }
    var host = url.getHost().replaceAll("^\\[|\\]$", "");
    if (IpLiteral.looksNumeric(host)) {
      return IpLiteral.parse(host)
          .map(address -> refusal(address, port))
          .orElse(Optional.of(NOT_AN_ADDRESS));
    }
    return allowed.isEmpty() && !isAllowedPort(port) ? Optional.of(PORT) : Optional.empty();
  }

  /** Why no connection may be made to the address and port. */
  public Optional<String> refusal(InetAddress address, int port) {
    var target = ipv4IfMapped(address);
    if (containedIn(allowed, target)) {
      return Optional.empty();
    }
    if (!isPublic(target)) {
      return Optional.of(NOT_PUBLIC);
    }
    return isAllowedPort(port) ? Optional.empty() : Optional.of(PORT);
  }

  private boolean isAllowedPort(int port) {
    return STANDARD_PORTS.contains(port) || extraPorts.contains(port);
  }

  private static boolean isValidPort(int number) {
    return number >= 1 && number <= 65_535;
  }

  private static int port(URI url, String scheme) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address ipv4 -> !containedIn(RESERVED_IPV4, ipv4);
      case Inet6Address ipv6 -> GLOBAL_IPV6.contains(ipv6) && !containedIn(RESERVED_IPV6, ipv6);
      default -> false;
    };
  }

  /** Converts an IPv4-mapped IPv6 address to IPv4, as the system does when it connects. */
  private static InetAddress ipv4IfMapped(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean containedIn(List<Cidr> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Cidr> blocks(String... blocks) {
    return Stream.of(blocks).map(Cidr::parse).toList();
  }
}
