package io.crier.whatsapp.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.Predicate;

/**
 * The proxies that sessions name. What is checked is what is connected to: the name is resolved
 * here, once.
 */
record Proxies(Predicate<InetAddress> reachable) {

  /** The proxy's URL by address. */
  String resolve(String setting) throws IOException {
    var url = parse(setting);
    var address = InetAddress.getByName(url.getHost());
    if (!reachable.test(address)) {
      throw new IOException("its address is private, local or reserved");
    }
    var host = address.getHostAddress();
    var user = url.getRawUserInfo() == null ? "" : url.getRawUserInfo() + "@";
    return "http://%s%s:%d"
        .formatted(user, host.contains(":") ? "[" + host + "]" : host, url.getPort());
  }

  private static URI parse(String setting) throws IOException {
    try {
      var url = URI.create(setting);
      if ("http".equalsIgnoreCase(url.getScheme()) && url.getHost() != null && url.getPort() > 0) {
        return url;
      }
    } catch (IllegalArgumentException notOne) {
      // may hold a password, so it is not repeated
    }
    throw new IOException("it is not of the form http://user:password@host:port");
  }
}
