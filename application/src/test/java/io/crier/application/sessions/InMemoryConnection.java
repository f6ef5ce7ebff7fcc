package io.crier.application.sessions;

import io.crier.application.sessions.Engine.Connection;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Identity;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A session's connection to WhatsApp in memory. */
final class InMemoryConnection implements Connection {

  private static final String NUMBER = "number";

  private final InMemoryWhatsApp whatsApp;
  private final SessionId session;
  private final boolean test;
  private final boolean takesHistory;
  private final Keyring keyring;
  private final Consumer<Event> listener;
  private boolean open = true;
  private boolean silent;
  private PhoneNumber number;
  private Instant typingSince;

  InMemoryConnection(
      InMemoryWhatsApp whatsApp, Identity identity, Keyring keyring, Consumer<Event> listener) {
    this.whatsApp = whatsApp;
    session = identity.session();
    test = identity.test();
    takesHistory = !"none".equals(identity.settings().getOrDefault(Session.HISTORY, "none"));
    number = test ? new PhoneNumber("+15550100100") : null;
    this.keyring = keyring;
    this.listener = listener;
  }

  // WhatsApp's side

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
    if (whatsApp.isDropped(session)) {
      lose(Fault.NOT_CONNECTED);
    } else if (whatsApp.clientVersion().filter(whatsApp.refusedVersions::contains).isPresent()) {
      lose(Fault.OUTDATED);
    } else if (number == null) {
      deliverEvents(new Event.Qr("2@fake", whatsApp.now().plusSeconds(20)));
    } else {
      deliverEvents(new Event.Connected(number));
      whatsApp.unacknowledged(session).forEach(this::acknowledge);
    }
  }

  void link(PhoneNumber by) {
    number = by;
    keyring.put(Map.of(NUMBER, by.value().getBytes(StandardCharsets.US_ASCII)));
    deliverEvents(new Event.Linked(by));
    deliverEvents(new Event.Connected(by));
  }

  void handOver(List<WhatsAppSide.Past> messages) {
    if (takesHistory) {
      deliverEvents(
          new Event.History(
              messages.stream()
                  .map(it -> it.received(Optional.of(InMemoryWhatsApp.address(it.chat()))))
                  .toList(),
              () -> {}));
    }
  }

  void lose(Fault fault) {
    if (open && !test) {
      deliverEvents(new Event.Lost(fault, Optional.empty()));
      open = false;
    }
  }

  void deliverEvents(Event event) {
    whatsApp.later(
        () -> {
          if (!silent) {
            listener.accept(event);
          }
        });
  }

  boolean isOpen() {
    return open;
  }

  boolean isLinked() {
    return number != null;
  }

  private boolean isConnected() {
    return open && isLinked() && !whatsApp.isDropped(session);
  }

  private void acknowledge(InMemoryWhatsApp.Sent submission) {
    whatsApp.later(
        () -> {
          if (isConnected() && whatsApp.takeReceipts(submission.id())) {
            acknowledge(submission, MessageStatus.DELIVERED);
            acknowledge(submission, MessageStatus.READ);
          }
        });
  }

  private void acknowledge(InMemoryWhatsApp.Sent submission, MessageStatus reached) {
    var viewers = submission.content().context().audience();
    if (viewers.isEmpty()) {
      deliverEvents(new Event.Receipt(submission.id(), reached, whatsApp.now()));
    }
    for (var viewer : viewers) {
      deliverEvents(
          new Event.Receipt(submission.id(), reached, Optional.of(viewer), whatsApp.now()));
    }
  }

  // The engine's side

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    whatsApp.requireNoUnitOfWork();
    if (!isConnected()) {
      return whatsApp.answers.failed(Fault.NOT_CONNECTED);
    }
    var answer = whatsApp.answers.of(id, to);
    if (answer instanceof Outcome.Sent || isInDoubt(answer)) {
      var now = whatsApp.now();
      var typed = typingSince == null ? Duration.ZERO : Duration.between(typingSince, now);
      var submission = new InMemoryWhatsApp.Sent(session, id, to, content, now, typed);
      whatsApp.record(submission);
      acknowledge(submission);
    }
    typingSince = null;
    return answer;
  }

  private static boolean isInDoubt(Outcome answer) {
    return answer instanceof Outcome.Failed failed && failed.fault() == Fault.UNKNOWN_OUTCOME;
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    whatsApp.requireNoUnitOfWork();
    if (!isConnected()) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    whatsApp.requireQueries();
    return numbers.stream()
        .collect(
            Collectors.toMap(
                asked -> asked,
                asked ->
                    whatsApp.answers.isAbsent(asked)
                        ? Optional.empty()
                        : Optional.of(whatsApp.addressOf(asked))));
  }

  @Override
  public void typing(Recipient to, boolean on) {
    whatsApp.requireNoUnitOfWork();
    typingSince = on ? whatsApp.now() : null;
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    whatsApp.requireNoUnitOfWork();
    whatsApp.markSeen(id);
  }

  @Override
  public Optional<InboundMedia> media() {
    return Optional.of(whatsApp.mediaHost);
  }

  @Override
  public Optional<Groups> groups() {
    return Optional.of(whatsApp.groups);
  }

  @Override
  public Optional<Presences> presences() {
    return Optional.of(isConnected() ? whatsApp.presences : new InMemoryPresences(false));
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(
        id -> isConnected() ? whatsApp.calls.reject(id) : Calls.Answer.NOT_CONNECTED);
  }

  @Override
  public Optional<Profiles> profiles() {
    return Optional.of(whatsApp.profiles);
  }

  @Override
  public Optional<Blocks> blocks() {
    return Optional.of(whatsApp.blocks);
  }

  @Override
  public Optional<ChatMarks> marks() {
    return Optional.of(whatsApp.marks);
  }

  @Override
  public Optional<Channels> channels() {
    return Optional.of(whatsApp.channels);
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(whatsApp.labels);
  }

  @Override
  public Optional<Timers> timers() {
    return Optional.of(whatsApp.timers);
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    whatsApp.requireNoUnitOfWork();
    deliverEvents(
        whatsApp.answers.isRefused(holder)
            ? new Event.CodeRefused()
            : new Event.Code("ABCD-2345", whatsApp.now().plusSeconds(180)));
  }

  @Override
  public boolean unlink() {
    whatsApp.requireNoUnitOfWork();
    var refused = isConnected() && whatsApp.refusesLogOuts;
    if (isConnected() && !refused) {
      number = null;
    }
    keyring.clear();
    close();
    return !refused;
  }

  @Override
  public void close() {
    whatsApp.requireNoUnitOfWork();
    open = false;
    silent = true;
  }
}
