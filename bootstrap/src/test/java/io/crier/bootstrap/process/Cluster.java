package io.crier.bootstrap.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Servers on one PostgreSQL behind a balancer. Each reaches the database through a relay of its
 * own.
 */
final class Cluster implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final List<Crier.Home> homes;
  private final List<Relay> links = new ArrayList<>();
  private final List<Crier> nodes = new ArrayList<>();
  private final Balancer balancer;

  Cluster(
      Path wlp, List<Crier.Home> homes, Database database, Map<String, String> settings, long seed)
      throws IOException {
    this.homes = homes;
    for (var home : homes) {
      home.forget();
      Files.createDirectories(home.path());
      var link = new Relay(() -> OptionalInt.of(database.port()));
      links.add(link);
      var all = new HashMap<>(settings);
      all.putAll(database.through(link.port()).settings());
      nodes.add(new Crier(wlp, home, all));
    }
    balancer = new Balancer(nodes.stream().map(Crier::port).toList(), seed);
  }

  /** The first brings the database up to date; the others start together. */
  void start() {
    nodes.getFirst().start();
    nodes.getFirst().awaitReady();
    nodes.stream().skip(1).forEach(Crier::start);
    awaitReady();
  }

  int size() {
    return nodes.size();
  }

  Crier node(int number) {
    return nodes.get(number);
  }

  Relay link(int number) {
    return links.get(number);
  }

  /** The id under which a node owns sessions. */
  String id(int number) {
    try {
      return Files.readString(homes.get(number).data().resolve("node-id")).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The operator, whose requests are answered by any node. */
  Tenant operator() throws IOException {
    return new Tenant(balancer.port(), Tenant.firstOf(nodes.getFirst(), homes.getFirst()).key());
  }

  int port() {
    return balancer.port();
  }

  /** Returns once the balancer finds all nodes ready; returns how long that took. */
  Duration awaitReady() {
    var start = System.nanoTime();
    Pause.until(
        "all nodes are ready",
        TIMEOUT,
        () -> {
          nodes.forEach(Crier::requireAlive);
          return nodes.stream().allMatch(node -> balancer.isReady(node.port()));
        });
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Stops all nodes at once. */
  void stop() {
    var stopping = nodes.stream().map(node -> Thread.ofPlatform().start(node::stop)).toList();
    try {
      for (var thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The ledgers of the simulator on each node. */
  List<Simulator> simulators() {
    return IntStream.range(0, size())
        .mapToObj(number -> new Simulator(homes.get(number).ledgers()))
        .toList();
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Crier::close);
    balancer.close();
    for (var link : links) {
      link.close();
    }
  }
}
