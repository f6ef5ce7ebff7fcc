package io.crier.whatsapp.echo;

import io.crier.application.sessions.Engine.Connection;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InboundMedia;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionProblem;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One session's connection to the {@link EchoNetwork}. */
final class EchoConnection implements Connection {

  private final SessionId session;
  private final EchoNetwork network;
  private final Executor executor;
  private final InstantSource clock;
  private final Consumer<Event> events;
  private volatile boolean closed;

  EchoConnection(
      SessionId session,
      EchoNetwork network,
      Executor executor,
      InstantSource clock,
      Consumer<Event> events) {
    this.session = session;
    this.network = network;
    this.executor = executor;
    this.clock = clock;
    this.events = events;
    executor.execute(this::start);
  }

  private void start() {
    if (closed) {
      return;
    }
    network.connect(session, this);
    var number = network.number(session);
    if (number.isPresent()) {
      events.accept(new Event.Connected(number.get()));
    } else {
      lose();
    }
  }

  /** Called when the network drops the connection. */
  void dropped() {
    executor.execute(this::lose);
  }

  private void lose() {
    if (!closed) {
      closed = true;
      events.accept(new Event.Lost(Fault.NOT_CONNECTED, Optional.empty()));
    }
  }

  /** Receives a message to the session. */
  void receive(Recipient from, Content content) {
    executor.execute(
        () -> {
          if (!closed) {
            events.accept(
                new Event.Received(
                    network.nextId(), from, Optional.empty(), content, clock.instant()));
          }
        });
  }

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (closed || network.number(session).isEmpty()) {
      return failed(Fault.NOT_CONNECTED);
    }
    var fault = network.deliver(session, id, to, content);
    if (fault.isPresent()) {
      return failed(fault.get());
    }
    receive(to, content);
    return new Outcome.Sent(id);
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    throw new Refused(SessionProblem.NOT_CONNECTED);
  }

  @Override
  public void typing(Recipient to, boolean on) {}

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {}

  @Override
  public Optional<InboundMedia> media() {
    return Optional.empty();
  }

  @Override
  public void requestCode(PhoneNumber number) {}

  @Override
  public boolean unlink() {
    network.unlink(session);
    close();
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
