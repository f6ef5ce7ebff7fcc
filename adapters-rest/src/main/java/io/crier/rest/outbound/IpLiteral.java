package io.crier.rest.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP address literals in canonical notation only: no shortened, octal or hexadecimal forms. */
final class IpLiteral {

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)\\.?");

  private IpLiteral() {}

  static Optional<InetAddress> parse(String text) {
    if (!isDottedQuad(text) && !IPV6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Four numbers up to 255, without leading zeros. */
  private static boolean isDottedQuad(String text) {
    var value = -1;
    var numbers = 1;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '.' && value >= 0) {
        value = -1;
        numbers++;
      } else if (c >= '0' && c <= '9' && value != 0) {
        value = Math.max(value, 0) * 10 + c - '0';
      } else {
        return false;
      }
      if (value > 255 || numbers > 4) {
        return false;
      }
    }
    return numbers == 4 && value >= 0;
  }

  /** Whether a resolver might parse the host as an address instead of looking it up. */
  static boolean looksNumeric(String host) {
    return host.contains(":") || ENDS_IN_A_NUMBER.matcher(host).matches();
  }
}
