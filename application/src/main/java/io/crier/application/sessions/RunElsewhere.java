package io.crier.application.sessions;

import java.net.URI;

/**
 * Thrown when only the node that runs a session can do what is requested, and that is another one:
 * the request has to be repeated there.
 */
public final class RunElsewhere extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String node;
  private final URI address;

  /**
   * @param node the id of the node that runs the session
   * @param address the base URL at which other nodes reach it
   */
  public RunElsewhere(String node, URI address) {
    super("node " + node + " runs the session", null, false, false);
    this.node = node;
    this.address = address;
  }

  public String node() {
    return node;
  }

  public URI address() {
    return address;
  }
}
