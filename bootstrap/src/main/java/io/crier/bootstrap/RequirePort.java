package io.crier.bootstrap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.Config;

/**
 * Ends a server that cannot listen, before it touches the database. Liberty would find out only
 * once Crier has started, and go on without listening. A server that others configure, without
 * {@code crier.port}, is theirs to end.
 */
@ApplicationScoped
class RequirePort {

  private static final int EXIT_CODE = 1;

  @Inject ServerConfiguration configuration;
  @Inject Config config;

  void require(
      @Observes
          @Initialized(ApplicationScoped.class)
          @Priority(Interceptor.Priority.PLATFORM_BEFORE)
          Object event) {
    if (config.getOptionalValue("crier.port", Integer.class).isPresent()) {
      requireFree(configuration.port());
    }
  }

  private void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address(port));
    } catch (BindException e) {
      if (!Listeners.mayBeOfThisProcess(port)) {
        end(port, e);
      }
    } catch (IOException e) {
      end(port, e);
    }
  }

  private InetSocketAddress address(int port) {
    return configuration.host().equals("*")
        ? new InetSocketAddress(port)
        : new InetSocketAddress(configuration.host(), port);
  }

  private void end(int port, IOException why) {
    var line =
        "Crier ends: it cannot listen on port %d of %s (%s). Stop what listens there, or set CRIER_PORT to another port."
            .formatted(port, configuration.host(), why.getMessage());
    System.err.println(line);
    // The server waits for this thread before it ends.
    Thread.ofPlatform().name("end").start(() -> Runtime.getRuntime().exit(EXIT_CODE));
    throw new IllegalStateException(line, why);
  }
}
