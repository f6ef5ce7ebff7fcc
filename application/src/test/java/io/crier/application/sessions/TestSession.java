package io.crier.application.sessions;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Recipient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session of the engine under test: its connection, its keys and the reported events. */
public final class TestSession {

  private final EngineFixture contract;
  private final InMemoryKeyring keys;
  private final Map<String, String> settings;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Engine.Connection connection;

  TestSession(EngineFixture contract, InMemoryKeyring keys, Map<String, String> settings) {
    this.contract = contract;
    this.keys = keys;
    this.settings = settings;
    var identity =
        new Engine.Identity(EngineFixture.SESSION, EngineFixture.ACCOUNT, settings, false);
    connection = contract.engine().open(identity, keys, this::record);
  }

  private void record(Event event) {
    events.add(event);
    if (event instanceof Event.Arrival arrival) {
      arrival.kept().run();
    }
  }

  public Engine.Connection connection() {
    return connection;
  }

  public List<Event> events() {
    return events;
  }

  public <T extends Event> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Opens the session again with its current keys. */
  public TestSession reopen() {
    var again = new TestSession(contract, keys, settings);
    contract.settle();
    return again;
  }

  public Outcome send(Recipient to) {
    return connection.send(EngineFixture.ID, to, Optional.empty(), EngineFixture.HELLO);
  }
}
