package io.crier.rest.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A block of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public record Cidr(InetAddress network, int prefix) {

  private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

  public Cidr {
    var bits = network.getAddress().length * Byte.SIZE;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "the prefix of %s/%d must be 0 to %d".formatted(network.getHostAddress(), prefix, bits));
    }
    var start = startOfBlock(network, prefix);
    if (!start.equals(network)) {
      throw new IllegalArgumentException(
          "%s/%d is not the start of a block; did you mean %s/%d?"
              .formatted(network.getHostAddress(), prefix, start.getHostAddress(), prefix));
    }
  }

  /** Parses a block in CIDR notation; a single address is a block of one. */
  public static Cidr parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    var network =
        IpLiteral.parse(address)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'" + text + "' is not a CIDR block such as 10.0.0.0/8"));
    if (slash < 0) {
      return new Cidr(network, network.getAddress().length * Byte.SIZE);
    }
    var prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' has no valid prefix length after the slash");
    }
    return new Cidr(network, Integer.parseInt(prefix));
  }

  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && startOfBlock(address, prefix).equals(network);
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static InetAddress startOfBlock(InetAddress address, int prefix) {
    var bytes = address.getAddress();
    for (var i = 0; i < bytes.length; i++) {
      var kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
      bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
    }
    return ofBytes(bytes);
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
