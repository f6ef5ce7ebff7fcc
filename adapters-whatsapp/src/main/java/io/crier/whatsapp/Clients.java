package io.crier.whatsapp;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Makes clients of other servers, which give up at some time. */
public final class Clients {

  private static final int CONNECT_SECONDS = 10;
  private static final int ANSWER_SECONDS = 60;

  /**
   * The server finds its implementations for threads of an application only: such a one is this.
   */
  private final ClassLoader application = Thread.currentThread().getContextClassLoader();

  /** A client that speaks as this interface says. */
  public <T> T at(URI uri, Class<T> type) {
    return inTheApplication(
        () ->
            RestClientBuilder.newBuilder()
                .baseUri(uri)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .build(type));
  }

  /** A client for addresses that are known only later. */
  public Client anywhere() {
    return inTheApplication(
        () ->
            ClientBuilder.newBuilder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .build());
  }

  private <T> T inTheApplication(Supplier<T> making) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      return making.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
