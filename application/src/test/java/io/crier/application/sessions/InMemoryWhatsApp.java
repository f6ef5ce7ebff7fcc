package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * WhatsApp in memory, for tests on one thread. It answers as configured, records submissions, fails
 * inside a unit of work, and delivers its events only when {@link #deliverEvents} is called.
 */
public final class InMemoryWhatsApp implements Engine, WhatsAppSide {

  private static final String NUMBER = "number";

  private final InMemoryUnitOfWork unitOfWork;
  private final InstantSource clock;
  private final EngineName name;
  private final Set<Ability> abilities = EnumSet.allOf(Ability.class);
  private final Map<SessionId, FakeConnection> connections = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<WhatsAppId, SessionId> unacknowledged = new LinkedHashMap<>();
  private final Queue<Outcome> answers = new ArrayDeque<>();
  private final Map<Recipient, Fault> refused = new HashMap<>();
  private final Set<PhoneNumber> absent = new HashSet<>();
  private final Set<SessionId> dropped = new HashSet<>();
  private final Queue<Runnable> events = new ArrayDeque<>();
  private final List<WhatsAppId> seen = new ArrayList<>();
  private final Set<Recipient> restricted = new HashSet<>();

  /** Where files of messages to the sessions are. */
  public final InMemoryMediaHost mediaHost;

  private boolean receipts = true;
  private int inbound;

  /** A submission, and when it was made. */
  public record Sent(
      SessionId session, WhatsAppId id, Recipient to, Content content, Instant at, Duration typed) {

    public String body() {
      return ((Content.Text) content).body();
    }
  }

  public InMemoryWhatsApp(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this(unitOfWork, clock, EngineName.SIMULATOR);
  }

  public InMemoryWhatsApp(InMemoryUnitOfWork unitOfWork, InstantSource clock, EngineName name) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.name = name;
    this.mediaHost = new InMemoryMediaHost(unitOfWork);
  }

  // Configuration

  /** The results of the next sends, one each; afterwards sends succeed. */
  public void willAnswer(Outcome... outcomes) {
    answers.addAll(List.of(outcomes));
  }

  public void willFail(Fault fault) {
    willAnswer(new Outcome.Failed(fault, Optional.empty()));
  }

  public void removeAbility(Ability ability) {
    abilities.remove(ability);
  }

  public void sendReceipts(boolean yes) {
    receipts = yes;
  }

  /** Delivers all pending events, and those that follow from them. */
  public void deliverEvents() {
    unitOfWork.forbid("an event of WhatsApp");
    for (var event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  /** Reports this event on the session's connection. */
  public void report(SessionId session, Event event) {
    connections.get(session).deliverEvents(event);
  }

  // Results

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public List<Sent> sent(SessionId session) {
    return sent.stream().filter(it -> it.session().equals(session)).toList();
  }

  /** The messages that were marked as read for their authors. */
  public List<WhatsAppId> seen() {
    return List.copyOf(seen);
  }

  /** Whether a message to them was ever blocked by the reach-out time-lock. */
  public boolean wasRestricted(Recipient to) {
    return restricted.contains(to);
  }

  public boolean isOpen(SessionId session) {
    return connections.containsKey(session) && connections.get(session).open;
  }

  // WhatsApp's side

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    var connection = connections.get(session);
    if (connection == null || !connection.open) {
      throw new Refused(QR_NOT_READY);
    }
    if (connection.number != null) {
      throw new Refused(ALREADY_LINKED);
    }
    connection.link(by);
  }

  @Override
  public List<WhatsAppSide.Arrived> arrived(SessionId session) {
    return sent(session).stream()
        .map(it -> WhatsAppSide.Arrived.of(it.id(), it.to(), it.content()))
        .toList();
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    report(session, message(from, content));
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    report(session, message(to, content).sentElsewhere());
  }

  private Event.Received message(Recipient peer, Content content) {
    var id = new WhatsAppId("3A%018d".formatted(++inbound));
    return new Event.Received(id, peer, Optional.of(address(peer)), content, clock.instant());
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    var id = new WhatsAppId("3A%018d".formatted(++inbound));
    report(session, mediaHost.receive(id, from, missing, file, clock.instant()));
  }

  @Override
  public void failDownloads(SessionId session, boolean fail) {
    mediaHost.failWith(fail ? Optional.of(MediaFailure.GONE) : Optional.empty());
  }

  @Override
  public void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    var content = new Content.Text(text);
    var now = clock.instant();
    var version = new Event.Received(id, from, Optional.of(address(from)), content, now);
    report(session, new Event.Edited(version));
  }

  @Override
  public void revoke(SessionId session, Recipient from, WhatsAppId id) {
    var address = Optional.of(address(from));
    report(session, new Event.Revoked(false, id, from, address, clock.instant()));
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    absent.add(number);
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    refused.put(new Recipient.Phone(number), fault);
  }

  @Override
  public void drop(SessionId session) {
    dropped.add(session);
    connections.get(session).lose(Fault.NOT_CONNECTED);
  }

  @Override
  public void heal(SessionId session) {
    dropped.remove(session);
  }

  // The engine

  @Override
  public EngineName name() {
    return name;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.copyOf(abilities);
  }

  @Override
  public Set<Setting> settings() {
    return Set.of(new Setting("place", false, false), new Setting("token", false, true));
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> listener) {
    unitOfWork.forbid("a call to WhatsApp");
    var connection = new FakeConnection(identity, keyring, listener);
    connections.put(identity.session(), connection);
    events.add(connection::start);
    return connection;
  }

  private static Address address(Recipient of) {
    return new Address(of.text().replace("+", "") + "@s.whatsapp.net");
  }

  private final class FakeConnection implements Connection {

    private final SessionId session;
    private final boolean test;
    private final Keyring keyring;
    private final Consumer<Event> listener;
    private boolean open = true;
    private boolean silent;
    private PhoneNumber number;
    private Instant typingSince;

    FakeConnection(Identity identity, Keyring keyring, Consumer<Event> listener) {
      session = identity.session();
      test = identity.test();
      number = test ? new PhoneNumber("+15550100100") : null;
      this.keyring = keyring;
      this.listener = listener;
    }

    void start() {
      if (!open) {
        return;
      }
      if (number == null) {
        number =
            keyring
                .get(NUMBER)
                .map(bytes -> new PhoneNumber(new String(bytes, StandardCharsets.US_ASCII)))
                .orElse(null);
      }
      if (dropped.contains(session)) {
        lose(Fault.NOT_CONNECTED);
      } else if (number == null) {
        deliverEvents(new Event.Qr("2@fake", clock.instant().plusSeconds(20)));
      } else {
        deliverEvents(new Event.Connected(number));
        missed().forEach(this::acknowledge);
      }
    }

    void link(PhoneNumber by) {
      number = by;
      keyring.put(Map.of(NUMBER, by.value().getBytes(StandardCharsets.US_ASCII)));
      deliverEvents(new Event.Linked(by));
      deliverEvents(new Event.Connected(by));
    }

    void lose(Fault fault) {
      if (open && !test) {
        deliverEvents(new Event.Lost(fault, Optional.empty()));
        open = false;
      }
    }

    void deliverEvents(Event event) {
      events.add(
          () -> {
            if (!silent) {
              listener.accept(event);
            }
          });
    }

    private boolean isConnected() {
      return open && number != null && !dropped.contains(session);
    }

    @Override
    public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
      unitOfWork.forbid("a call to WhatsApp");
      if (!isConnected()) {
        return failed(Fault.NOT_CONNECTED);
      }
      var answer = answers.isEmpty() ? answer(id, to) : answers.poll();
      if (answer instanceof Outcome.Sent || isInDoubt(answer)) {
        var now = clock.instant();
        var typed = typingSince == null ? Duration.ZERO : Duration.between(typingSince, now);
        sent.add(new Sent(session, id, to, content, now, typed));
        unacknowledged.put(id, session);
        acknowledge(id);
      }
      if (answer instanceof Outcome.Failed failed && failed.fault() == Fault.RESTRICTED) {
        restricted.add(to);
      }
      typingSince = null;
      return answer;
    }

    private Outcome answer(WhatsAppId id, Recipient to) {
      if (to instanceof Recipient.Phone phone && absent.contains(phone.number())) {
        return failed(Fault.RECIPIENT_NOT_ON_WHATSAPP);
      }
      var fault = refused.get(to);
      return fault == null ? new Outcome.Sent(id) : failed(fault);
    }

    private Outcome failed(Fault fault) {
      return new Outcome.Failed(
          fault,
          fault == Fault.RESTRICTED
              ? Optional.of(clock.instant().plusSeconds(60))
              : Optional.empty());
    }

    private static boolean isInDoubt(Outcome answer) {
      return answer instanceof Outcome.Failed failed && failed.fault() == Fault.UNKNOWN_OUTCOME;
    }

    private void acknowledge(WhatsAppId id) {
      events.add(
          () -> {
            if (receipts && isConnected() && unacknowledged.remove(id) != null) {
              deliverEvents(new Event.Receipt(id, MessageStatus.DELIVERED, clock.instant()));
              deliverEvents(new Event.Receipt(id, MessageStatus.READ, clock.instant()));
            }
          });
    }

    private List<WhatsAppId> missed() {
      return unacknowledged.entrySet().stream()
          .filter(entry -> entry.getValue().equals(session))
          .map(Map.Entry::getKey)
          .toList();
    }

    @Override
    public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
      unitOfWork.forbid("a call to WhatsApp");
      if (!isConnected()) {
        throw new Refused(SessionProblem.NOT_CONNECTED);
      }
      return numbers.stream()
          .collect(
              Collectors.toMap(
                  asked -> asked,
                  asked ->
                      absent.contains(asked)
                          ? Optional.empty()
                          : Optional.of(address(new Recipient.Phone(asked)))));
    }

    @Override
    public void typing(Recipient to, boolean on) {
      unitOfWork.forbid("a call to WhatsApp");
      typingSince = on ? clock.instant() : null;
    }

    @Override
    public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
      unitOfWork.forbid("a call to WhatsApp");
      seen.add(id);
    }

    @Override
    public Optional<InboundMedia> media() {
      return Optional.of(mediaHost);
    }

    @Override
    public void requestCode(PhoneNumber holder) {
      unitOfWork.forbid("a call to WhatsApp");
      deliverEvents(
          refused.containsKey(new Recipient.Phone(holder))
              ? new Event.CodeRefused()
              : new Event.Code("ABCD-2345", clock.instant().plusSeconds(180)));
    }

    @Override
    public void unlink() {
      unitOfWork.forbid("a call to WhatsApp");
      keyring.clear();
      close();
    }

    @Override
    public void close() {
      unitOfWork.forbid("a call to WhatsApp");
      open = false;
      silent = true;
    }
  }
}
