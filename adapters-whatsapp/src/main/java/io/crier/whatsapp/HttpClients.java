package io.crier.whatsapp;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** Creates HTTP clients with timeouts. */
public final class HttpClients {

  private static final int CONNECT_SECONDS = 10;
  private static final int READ_SECONDS = 60;

  /** Liberty finds the implementations only through the application's class loader. */
  private final ClassLoader application = Thread.currentThread().getContextClassLoader();

  /** A client of the API that this interface describes. */
  public <T> T create(URI uri, Class<T> type) {
    return withApplicationLoader(
        () ->
            RestClientBuilder.newBuilder()
                .baseUri(uri)
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .build(type));
  }

  /** A client for any address. */
  public Client create() {
    return withApplicationLoader(
        () ->
            ClientBuilder.newBuilder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .build());
  }

  private <T> T withApplicationLoader(Supplier<T> factory) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      return factory.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
