package io.crier.whatsapp.echo;

import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake network for the sample engine, controlled by tests. */
final class EchoNetwork implements WhatsAppSide {

  private final Map<SessionId, PhoneNumber> numbers = new HashMap<>();
  private final Map<SessionId, EchoConnection> connections = new HashMap<>();
  private final Set<SessionId> dropped = new HashSet<>();
  private final Set<PhoneNumber> absent = new HashSet<>();
  private final Map<PhoneNumber, Fault> faults = new HashMap<>();
  private final Map<SessionId, List<Arrived>> arrived = new HashMap<>();
  private int ids;

  void connect(SessionId session, EchoConnection connection) {
    connections.put(session, connection);
  }

  void unlink(SessionId session) {
    numbers.remove(session);
  }

  /** The number of the session, unless its connection was dropped. */
  Optional<PhoneNumber> number(SessionId session) {
    return Optional.ofNullable(dropped.contains(session) ? null : numbers.get(session));
  }

  WhatsAppId nextId() {
    return new WhatsAppId("ECHO%d".formatted(++ids));
  }

  /** Delivers a message, or returns the fault why it cannot. */
  Optional<Fault> deliver(SessionId session, WhatsAppId id, Recipient to, Content content) {
    if (to instanceof Recipient.Phone phone) {
      if (absent.contains(phone.number())) {
        return Optional.of(Fault.RECIPIENT_NOT_ON_WHATSAPP);
      }
      if (faults.containsKey(phone.number())) {
        return Optional.of(faults.get(phone.number()));
      }
    }
    arrived.computeIfAbsent(session, first -> new ArrayList<>()).add(Arrived.of(id, to, content));
    return Optional.empty();
  }

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    numbers.put(session, by);
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return List.copyOf(arrived.getOrDefault(session, List.of()));
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    connections.get(session).receive(from, content);
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    absent.add(number);
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    faults.put(number, fault);
  }

  @Override
  public void drop(SessionId session) {
    dropped.add(session);
    connections.get(session).dropped();
  }

  @Override
  public void heal(SessionId session) {
    dropped.remove(session);
  }
}
