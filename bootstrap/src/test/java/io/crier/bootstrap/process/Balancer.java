package io.crier.bootstrap.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Passes each new connection to any node that says it is ready. It closes those to a node that does
 * not answer.
 */
final class Balancer implements Closeable {

  private static final long LOOK_MILLIS = 200;
  private static final int TIMEOUT_MILLIS = 1_500;

  /** How often in a row a node is silent before its connections are cut: a busy one answers. */
  private static final int SILENT = 3;

  private final RandomGenerator random;
  private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
  private final Relay relay;
  private volatile boolean closed;

  Balancer(List<Integer> nodes, long seed) throws IOException {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    relay = new Relay(this::any);
    nodes.forEach(node -> Thread.ofVirtual().name("health-" + node).start(() -> follow(node)));
  }

  int port() {
    return relay.port();
  }

  boolean isReady(int node) {
    return ready.contains(node);
  }

  private synchronized OptionalInt any() {
    var nodes = List.copyOf(ready);
    return nodes.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(nodes.get(random.nextInt(nodes.size())));
  }

  private void follow(int node) {
    for (var silent = 0; !closed; Pause.of(LOOK_MILLIS)) {
      try (var wire = new Wire(node, TIMEOUT_MILLIS)) {
        if (wire.call("GET", "/health/ready", Map.of(), "").status() == 200) {
          ready.add(node);
        } else {
          ready.remove(node);
        }
        silent = 0;
      } catch (SocketTimeoutException slow) {
        silent++;
        if (silent == SILENT) {
          forget(node);
        }
      } catch (IOException | RuntimeException gone) {
        forget(node);
      }
    }
  }

  private void forget(int node) {
    ready.remove(node);
    relay.cut(node);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    relay.close();
  }
}
