package io.crier.application.sessions;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.ServerNode.Load;
import io.crier.application.sessions.ServerNode.State;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What nodes have said of themselves, in memory; the given clock represents the database's. */
public final class InMemoryServerNodes implements ServerNodes {

  private final InMemoryTable<String, Run> runs;
  private final InMemoryNodes nodes;
  private final InMemorySessions sessions;
  private final InstantSource clock;

  private record Run(
      Node node,
      String version,
      Optional<URI> address,
      Instant startedAt,
      boolean stopped,
      boolean drained) {

    Run stop() {
      return new Run(node, version, address, startedAt, true, drained);
    }

    Run drain(boolean now) {
      return new Run(node, version, address, startedAt, stopped, now);
    }
  }

  public InMemoryServerNodes(
      InMemoryUnitOfWork unitOfWork,
      InMemoryNodes nodes,
      InMemorySessions sessions,
      InstantSource clock) {
    this.runs = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.nodes = nodes;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void started(Node node, String version, Optional<URI> address) {
    runs.put(node.id(), new Run(node, version, address, clock.instant(), false, false));
  }

  @Override
  public void stopped(Node node) {
    runs.get(node.id())
        .filter(run -> run.node().equals(node))
        .ifPresent(run -> runs.put(node.id(), run.stop()));
  }

  @Override
  public List<ServerNode> list(Duration forgotten) {
    return runs.all().stream()
        .filter(it -> nodes.end(it.node()).plus(forgotten).isAfter(clock.instant()))
        .map(this::shown)
        .toList();
  }

  @Override
  public boolean drain(String id, boolean drained) {
    var run = runs.get(id).filter(it -> !it.stopped() && nodes.isAlive(it.node()));
    run.ifPresent(it -> runs.put(id, it.drain(drained)));
    return run.isPresent();
  }

  @Override
  public Spread spread(Node node, Duration settled) {
    var alive = runs.all().stream().filter(it -> nodes.isAlive(it.node())).toList();
    return new Spread(
        sessions.count(),
        (int)
            alive.stream()
                .filter(it -> !it.node().equals(node) && !it.drained())
                .filter(it -> !it.startedAt().plus(settled).isAfter(clock.instant()))
                .count(),
        alive.stream().anyMatch(it -> it.node().equals(node) && it.drained()));
  }

  @Override
  public Optional<Owner> ownerOf(SessionId session) {
    return sessions
        .owner(session)
        .filter(nodes::isAlive)
        .map(
            node ->
                new Owner(
                    node.id(),
                    runs.get(node.id())
                        .filter(run -> run.node().equals(node))
                        .flatMap(Run::address)));
  }

  private ServerNode shown(Run run) {
    var state =
        run.stopped() ? State.STOPPED : nodes.isAlive(run.node()) ? State.ALIVE : State.SILENT;
    return new ServerNode(
        run.node().id(),
        Optional.of(run.version()),
        Optional.of(run.startedAt()),
        run.address(),
        nodes.end(run.node()),
        state,
        run.drained(),
        load(run.node()));
  }

  private Load load(Node node) {
    var owned = sessions.ownedBy(node);
    return new Load(
        owned.size(),
        (int) owned.stream().filter(it -> it.status() == SessionStatus.CONNECTED).count(),
        (int)
            owned.stream()
                .filter(it -> it.connectivity().desired() == DesiredState.ON)
                .filter(it -> it.status().needsSomebody())
                .count());
  }
}
