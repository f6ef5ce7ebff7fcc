package io.crier.whatsapp.web;

import io.crier.application.sessions.EngineSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.function.Predicate;

/**
 * Resolves the proxies of sessions. The host name is resolved only once, so that the checked
 * address is also the one that is used.
 *
 * @param reachable which addresses a proxy may have
 */
record Proxies(Predicate<InetAddress> reachable) {

  static final EngineSetting SETTING = new EngineSetting("proxy", false, true);

  /** The URL of the proxy, with its address instead of its host name. */
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
    } catch (IllegalArgumentException invalid) {
      // Not in the message, because it may contain a password.
    }
    throw new IOException("it is not of the form http://user:password@host:port");
  }
}
