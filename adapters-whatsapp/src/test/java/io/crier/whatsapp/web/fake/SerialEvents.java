package io.crier.whatsapp.web.fake;

import java.util.Set;

/** Passes the events of all connections to the handler, one at a time. */
record SerialEvents(FakeWhatsApp lock, ClientHandler clients, Set<ClientConnection> connections)
    implements ClientConnection.Events {

  @Override
  public void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload) {
    handle(() -> clients.opened(connection, noiseKey, payload));
  }

  @Override
  public void received(ClientConnection connection, BinaryNode node) {
    handle(() -> clients.received(connection, node));
  }

  @Override
  public void closed(ClientConnection connection) {
    handle(
        () -> {
          connections.remove(connection);
          clients.closed(connection);
        });
  }

  private void handle(Runnable work) {
    synchronized (lock) {
      work.run();
      lock.notifyAll();
    }
  }
}
