package io.crier.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/** Determines where other nodes reach this one. */
final class NodeAddress {

  private static final Logger LOG = System.getLogger(NodeAddress.class.getName());

  private NodeAddress() {}

  /** What the operator has set; otherwise the address of this machine by its name. */
  static Optional<URI> of(ServerConfiguration configuration) {
    return configuration
        .nodeAddress()
        .map(NodeAddress::checked)
        .or(
            () ->
                ownAddress().map(own -> URI.create("http://" + own + ":" + configuration.port())));
  }

  private static URI checked(String configured) {
    var address = URI.create(configured.strip());
    if (address.getHost() == null
        || !"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
      throw new IllegalStateException(
          "CRIER_NODE_ADDRESS is no URL such as http://10.0.0.5:9080: " + configured);
    }
    return address;
  }

  private static Optional<String> ownAddress() {
    try {
      var own = InetAddress.getLocalHost().getHostAddress().replaceFirst("%.*", "");
      return Optional.of(own.contains(":") ? "[" + own + "]" : own);
    } catch (UnknownHostException e) {
      LOG.log(Level.WARNING, "other nodes cannot reach this one: set CRIER_NODE_ADDRESS", e);
      return Optional.empty();
    }
  }
}
