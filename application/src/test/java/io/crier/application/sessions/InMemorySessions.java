package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NAME_TAKEN;
import static java.util.stream.Collectors.toMap;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sessions in memory, with their owners. */
public final class InMemorySessions implements Sessions {

  private final InMemoryTable<SessionId, Row> sessions;
  private final InMemoryNodes nodes;
  private final List<Consumer<SessionId>> whenRemoved = new ArrayList<>();

  private record Row(Session session, Optional<Node> owner, long epoch) {}

  public InMemorySessions(InMemoryUnitOfWork unitOfWork, InMemoryNodes nodes) {
    this.sessions =
        new InMemoryTable<>(unitOfWork, Comparator.comparing(SessionId::value).reversed());
    this.nodes = nodes;
  }

  /** Registers what to delete with a session. */
  public void onRemoval(Consumer<SessionId> forgetting) {
    whenRemoved.add(forgetting);
  }

  @Override
  public Optional<Session> find(AccountId account, SessionId id) {
    return running(id).filter(session -> session.account().equals(account));
  }

  @Override
  public Optional<Session> find(AccountId account, PhoneNumber number) {
    return all()
        .filter(session -> session.account().equals(account))
        .filter(session -> session.number().equals(Optional.of(number)))
        .max(Comparator.comparing(session -> session.link().linkedAt().orElseThrow()));
  }

  @Override
  public Optional<Session> lock(AccountId account, SessionId id) {
    return find(account, id);
  }

  @Override
  public Optional<Session> running(SessionId id) {
    return sessions.get(id).map(Row::session);
  }

  @Override
  public Map<SessionId, Session> all(Collection<SessionId> ids) {
    return sessions.get(Set.copyOf(ids)).stream()
        .collect(toMap(row -> row.session().id(), Row::session));
  }

  @Override
  public Slice<Session> list(AccountId account, Optional<SessionId> after, int limit) {
    var read =
        all()
            .filter(session -> session.account().equals(account))
            .filter(
                session ->
                    after
                        .filter(last -> session.id().value().compareTo(last.value()) >= 0)
                        .isEmpty())
            .limit(limit + 1L)
            .toList();
    return Slice.of(read, limit);
  }

  @Override
  public Slice<Session> unhealthy(Optional<SessionId> after, int limit) {
    return Slice.of(
        all()
            .filter(Session::isUnhealthy)
            .filter(
                it -> after.filter(last -> it.id().value().compareTo(last.value()) >= 0).isEmpty())
            .limit(limit + 1L)
            .toList(),
        limit);
  }

  private Stream<Session> all() {
    return sessions.all().stream().map(Row::session);
  }

  @Override
  public boolean isNameTaken(AccountId account, String name) {
    return all()
        .anyMatch(session -> session.account().equals(account) && session.name().equals(name));
  }

  @Override
  public void save(Session session) {
    if (all()
        .anyMatch(
            other ->
                !other.id().equals(session.id())
                    && other.account().equals(session.account())
                    && other.name().equals(session.name()))) {
      throw new Refused(SESSION_NAME_TAKEN);
    }
    var row = sessions.get(session.id()).orElse(new Row(session, Optional.empty(), 0));
    sessions.put(session.id(), new Row(session, row.owner(), row.epoch()));
  }

  @Override
  public void remove(SessionId id) {
    sessions.remove(id);
    whenRemoved.forEach(forgetting -> forgetting.accept(id));
  }

  @Override
  public List<Owned> take(Node node, int limit) {
    if (!nodes.isAlive(node)) {
      return List.of();
    }
    var free =
        sessions.all().reversed().stream()
            .filter(row -> row.owner().filter(owner -> !nodes.isOver(owner, node)).isEmpty())
            .limit(limit)
            .map(row -> new Row(row.session(), Optional.of(node), row.epoch() + 1))
            .toList();
    free.forEach(row -> sessions.put(row.session().id(), row));
    return free.stream().map(row -> new Owned(row.session(), row.epoch())).toList();
  }

  @Override
  public void release(Node node, Collection<SessionId> ids) {
    for (var row : sessions.get(ids)) {
      if (row.owner().filter(node::equals).isPresent()) {
        sessions.put(row.session().id(), new Row(row.session(), Optional.empty(), row.epoch()));
      }
    }
  }

  @Override
  public Map<SessionId, Boolean> owned(Node node, Map<SessionId, Long> epochs) {
    return epochs.keySet().stream()
        .collect(toMap(Function.identity(), id -> isOwner(node, id, epochs.get(id))));
  }

  int count() {
    return sessions.all().size();
  }

  Optional<Node> owner(SessionId id) {
    return sessions.get(id).flatMap(Row::owner);
  }

  List<Session> ownedBy(Node node) {
    return sessions.all().stream()
        .filter(row -> row.owner().filter(node::equals).isPresent())
        .map(Row::session)
        .toList();
  }

  /** The fence: whether the node owns the session under this epoch. */
  public boolean isOwner(Node node, SessionId id, long epoch) {
    return isOwner(node, id) && sessions.get(id).filter(row -> row.epoch() == epoch).isPresent();
  }

  /** Whether the node owns the session, and nobody has stopped it from sending this message. */
  public boolean maySend(Node node, Message message, long epoch) {
    return isOwner(node, message.session(), epoch)
        && sessions
            .get(message.session())
            .map(Row::session)
            .filter(session -> !session.sending().paused())
            .filter(session -> !session.connectivity().disabled())
            .filter(session -> message.handling().test() || session.shouldConnect())
            .isPresent();
  }

  /** Whether the node owns the session, though its lease may be over. */
  boolean isOwnedBy(Node node, SessionId id) {
    return sessions.get(id).flatMap(Row::owner).filter(it -> it.equals(node)).isPresent();
  }

  public boolean isOwner(Node node, SessionId id) {
    return nodes.isAlive(node)
        && sessions.get(id).flatMap(Row::owner).filter(node::equals).isPresent();
  }
}
