package io.crier.bootstrap;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * Logs the server's address as soon as it responds there. Before that it gives back the memory of
 * the start, which leaves more than it keeps.
 */
@ApplicationScoped
class AnnounceAddress {

  private static final int LOOKS = 600;
  private static final int PAUSE_MILLIS = 100;

  @Resource private ManagedExecutorService executor;

  @Inject private ServerConfiguration configuration;

  void started(@Observes @Initialized(ApplicationScoped.class) Object event) {
    executor.execute(this::announce);
  }

  private void announce() {
    try {
      for (var look = 0; look < LOOKS; look++) {
        if (isReady()) {
          System.gc();
          System.out.println("Crier listens on http://localhost:" + configuration.port());
          return;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady() {
    try {
      var ready = URI.create("http://localhost:" + configuration.port() + "/health/ready").toURL();
      var connection = (HttpURLConnection) ready.openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
