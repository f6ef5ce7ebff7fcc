package io.crier.application.sessions;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;

/** Leases in memory; the given clock represents the database's. */
public final class InMemoryNodes implements Nodes {

  private final InMemoryTable<String, Life> nodes;
  private final InstantSource clock;

  private final InMemoryTable<String, Duty> duties;

  private record Life(long epoch, Instant end) {}

  private record Duty(String node, Instant end) {}

  public InMemoryNodes(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this.nodes = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.duties = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.clock = clock;
  }

  @Override
  public Node join(String id, Duration lease) {
    var epoch = nodes.get(id).map(Life::epoch).orElse(0L) + 1;
    nodes.put(id, new Life(epoch, clock.instant().plus(lease)));
    return new Node(id, epoch);
  }

  @Override
  public boolean renew(Node node, Duration lease) {
    var alive = nodes.get(node.id()).filter(life -> life.epoch() == node.epoch()).isPresent();
    if (alive) {
      nodes.put(node.id(), new Life(node.epoch(), clock.instant().plus(lease)));
    }
    return alive;
  }

  @Override
  public int others(Node node) {
    return (int)
        nodes.keys(id -> !id.equals(node.id())).stream()
            .flatMap(id -> nodes.get(id).stream())
            .filter(life -> life.end().isAfter(clock.instant()))
            .count();
  }

  @Override
  public boolean hold(Node node, String name, Duration term) {
    var taken =
        duties
            .get(name)
            .filter(duty -> !duty.node().equals(node.id()) && !duty.end().isBefore(clock.instant()))
            .isPresent();
    if (!taken) {
      duties.put(name, new Duty(node.id(), clock.instant().plus(term)));
    }
    return !taken;
  }

  @Override
  public void leave(Node node) {
    renew(node, Duration.ofDays(-1));
  }

  /** When the lease of the node expires. */
  Instant end(Node node) {
    return nodes.get(node.id()).orElseThrow().end();
  }

  /** Whether this run of the node is still valid. */
  boolean isAlive(Node node) {
    return nodes
        .get(node.id())
        .filter(life -> life.epoch() == node.epoch() && life.end().isAfter(clock.instant()))
        .isPresent();
  }

  /** Whether another node may take over what this run of the node held. */
  boolean isOver(Node node, Node taker) {
    return node.id().equals(taker.id())
        ? node.epoch() < taker.epoch()
        : nodes
            .get(node.id())
            .filter(life -> life.end().plusSeconds(5).isAfter(clock.instant()))
            .isEmpty();
  }
}
