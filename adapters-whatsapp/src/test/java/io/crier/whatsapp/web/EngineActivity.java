package io.crier.whatsapp.web;

import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What an engine with one session was seen to do, and what it has yet to do. */
final class EngineActivity {

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong keyChanges = new AtomicLong();

  /** The number of receipts and messages that the session has yet to receive. */
  private final AtomicLong expectedEvents = new AtomicLong();

  private volatile boolean connected;

  /** Whether an operation was started whose outcome the session has yet to receive. */
  private volatile boolean pending;

  private volatile String qr;

  private volatile boolean takesHistory;

  /** The supplied engine, which may be replaced, under observation. */
  Engine observe(Supplier<? extends Engine> engine) {
    return new ObservedEngine(engine);
  }

  /** An operation starts whose outcome the session will receive. */
  void begin() {
    pending = true;
  }

  /** Likewise, if the session is connected. */
  void beginIfConnected() {
    pending = connected;
  }

  /** The session will receive that many more receipts and messages. */
  void expectEvents(int more) {
    expectedEvents.addAndGet(more);
  }

  /** Whether the session has received all that it can receive now. */
  boolean isComplete() {
    return !pending && !(connected && expectedEvents.get() > 0);
  }

  /** How often the engine has published an event, or used keys. */
  long count() {
    return count.get();
  }

  /** How often keys were changed. */
  long keyChanges() {
    return keyChanges.get();
  }

  /** Whether the session that was opened last takes in its history. */
  boolean takesHistory() {
    return takesHistory;
  }

  /** The last QR code. */
  Optional<String> qr() {
    return Optional.ofNullable(qr);
  }

  private final class ObservedEngine implements Engine {

    private final Supplier<? extends Engine> engine;

    ObservedEngine(Supplier<? extends Engine> engine) {
      this.engine = engine;
    }

    @Override
    public EngineName name() {
      return engine.get().name();
    }

    @Override
    public Set<Ability> abilities() {
      return engine.get().abilities();
    }

    @Override
    public Optional<ClientVersion> clientVersion() {
      return engine.get().clientVersion();
    }

    @Override
    public Set<EngineSetting> settings() {
      return engine.get().settings();
    }

    @Override
    public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
      pending = true;
      takesHistory = identity.settings().containsKey(Session.HISTORY);
      return observe(
          engine
              .get()
              .open(
                  identity,
                  new ObservedKeyring(keyring),
                  event -> {
                    count.incrementAndGet();
                    events.accept(event);
                    track(event);
                  }));
    }

    private void track(Event event) {
      switch (event) {
        case Event.Receipt receipt -> expectedEvents.decrementAndGet();
        case Event.Arrival arrival -> expectedEvents.decrementAndGet();
        case Event.Bounced bounced -> {}
        case Event.Qr shown -> {
          qr = shown.value();
          pending = false;
        }
        case Event.Linked linked -> pending = true;
        case Event.OfConnection state -> {
          connected = state instanceof Event.Connected;
          pending = false;
        }
      }
    }

    /** Tracks calls that start or end operations. */
    private Connection observe(Connection connection) {
      return (Connection)
          Proxy.newProxyInstance(
              EngineActivity.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "requestCode" -> pending = true;
                  case "close", "unlink" -> {
                    connected = false;
                    pending = false;
                  }
                  default -> {}
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private final class ObservedKeyring implements Keyring {

    private final Keyring keys;

    ObservedKeyring(Keyring keys) {
      this.keys = keys;
    }

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      count.incrementAndGet();
      return keys.get(names);
    }

    @Override
    public void change(Map<String, byte[]> changed, Set<String> removed) {
      count.incrementAndGet();
      keyChanges.incrementAndGet();
      keys.change(changed, removed);
    }

    @Override
    public Set<String> names(String prefix) {
      return keys.names(prefix);
    }

    @Override
    public void clear() {
      keys.clear();
    }
  }
}
