package io.crier.application.sessions;

import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Opens the connections of sessions through their engines, with their stored keys. */
public final class OpenConnection {

  private final Engines engines;
  private final Keyrings keyrings;
  private final Lease lease;

  public OpenConnection(Engines engines, Keyrings keyrings, Lease lease) {
    this.engines = engines;
    this.keyrings = keyrings;
    this.lease = lease;
  }

  Engine engine(EngineName name) {
    return engines.get(name);
  }

  Engine.Connection open(Session session, Consumer<Engine.Event> listener) {
    var engine = engine(session.engine().name());
    return engine.open(identity(session), keyring(session.id()), listener);
  }

  private static Engine.Identity identity(Session session) {
    var settings = session.engine().settings();
    return new Engine.Identity(session.id(), session.account(), settings, false);
  }

  /** The version of WhatsApp's client that the session would report now. */
  Optional<ClientVersion> clientVersion(Session session) {
    return engines.find(session.engine().name()).flatMap(Engine::clientVersion);
  }

  /** Lets the engine of an outdated session look for a newer version. */
  void lookForVersion(Session session) {
    engines
        .find(session.engine().name())
        .ifPresent(engine -> engine.lookForVersion(identity(session)));
  }

  /** Opens a connection to the simulator, for what test keys send. */
  Engine.Connection openTest(Session session, Consumer<Engine.Event> listener) {
    var identity = new Engine.Identity(session.id(), session.account(), Map.of(), true);
    return engine(EngineName.SIMULATOR).open(identity, new TransientKeyring(), listener);
  }

  /** Whether the session is one of the devices of a phone. */
  boolean isDevice(Session session) {
    var abilities = engine(session.engine().name()).abilities();
    return session.number().isPresent()
        && (abilities.contains(Ability.LINK_BY_QR) || abilities.contains(Ability.LINK_BY_CODE));
  }

  /** Deletes the credentials of a session that is no longer linked. */
  void forgetKeys(SessionId session) {
    keyring(session).clear();
  }

  private Keyring keyring(SessionId session) {
    return keyrings.of(session, lease.node());
  }

  /** The credentials of a test connection, which are not stored. */
  private static final class TransientKeyring implements Keyring {
    private final Map<String, byte[]> entries = new HashMap<>();

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      var found = new HashMap<>(entries);
      found.keySet().retainAll(names);
      return found;
    }

    @Override
    public Set<String> names(String prefix) {
      return entries.keySet().stream()
          .filter(name -> name.startsWith(prefix))
          .collect(Collectors.toSet());
    }

    @Override
    public void change(Map<String, byte[]> kept, Set<String> forgotten) {
      entries.putAll(kept);
      entries.keySet().removeAll(forgotten);
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }
}
