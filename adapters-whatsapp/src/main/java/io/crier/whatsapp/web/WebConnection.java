package io.crier.whatsapp.web;

import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.OUTDATED;
import static io.crier.domain.sessions.Fault.UNLINKED;
import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.Keyring;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Scheduler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A session's connection, which the side process holds. */
final class WebConnection extends WebPorts implements SideProcess.Listener {

  private static final Logger LOG = System.getLogger(WebConnection.class.getName());
  private static final Duration CODE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LOGOUT_TIMEOUT = Duration.ofSeconds(5);

  private enum State {
    OPENING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final Engine.Identity identity;
  private final Consumer<Event> events;
  private final ProcessLink link;
  private final Contents contents;
  private final Opening opening;
  private final KeyFailures keyFailures;
  private final Scheduler scheduler;
  private final SessionKeys keys;
  private final MessageSender sender;
  private final Batcher<Runnable> mailbox;
  private volatile State state = State.OPENING;
  private volatile boolean linked;

  /** Whether a QR code has been shown. */
  private boolean qrShown;

  WebConnection(
      Engine.Identity identity,
      Keyring keyring,
      Consumer<Event> events,
      ProcessLink link,
      Contents contents,
      Opening opening,
      KeyFailures keyFailures,
      Scheduler scheduler) {
    super(link, contents);
    this.identity = identity;
    this.events = events;
    this.link = link;
    this.contents = contents;
    this.opening = opening;
    this.keyFailures = keyFailures;
    this.scheduler = scheduler;
    keys =
        new SessionKeys(
            identity.session(), keyring, link, scheduler, () -> state == State.CLOSED, this::lose);
    sender = new MessageSender(link, contents, scheduler);
    mailbox = new Batcher<>(scheduler.executor(), 1, Integer.MAX_VALUE, this::run);
  }

  void open() {
    mailbox.offer(this::start);
  }

  private void run(List<Runnable> work) {
    try {
      work.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the connection of session " + session() + " failed", e);
      lose(ENGINE_FAILED);
    }
  }

  private void start() {
    try {
      synchronized (this) {
        if (state != State.OPENING) {
          return;
        }
        link.attach();
      }
    } catch (SideProcess.Unavailable e) {
      LOG.log(
          Level.WARNING, "session {0} cannot use the web engine: {1}", session(), e.getMessage());
      lose(ENGINE_FAILED, Optional.of(e.retryAfter()));
      return;
    }
    try {
      link.open(opening.complete(link.line("open")), this);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the proxy of session {0}: {1}", session(), e.getMessage());
      lose(ENGINE_FAILED);
    }
  }

  private String session() {
    return identity.session().value().toString();
  }

  // Requests of the session

  @Override
  boolean isConnected() {
    return state == State.CONNECTED;
  }

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    return state == State.CONNECTED
        ? sender.send(id, to, address, content)
        : MessageSender.failed(NOT_CONNECTED);
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    if (state != State.CONNECTED) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    return sender.check(numbers);
  }

  @Override
  public void typing(Recipient to, boolean on) {
    if (state == State.CONNECTED) {
      sender.typing(to, on);
    }
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    if (state == State.CONNECTED) {
      sender.seen(from, id, author);
    }
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    if (linked) {
      throw new Refused(ALREADY_LINKED);
    }
    mailbox.offer(
        () -> {
          if (state == State.OPENING) {
            link.request(link.line("code").put("number", holder.value()), CODE_TIMEOUT)
                .thenAccept(
                    answer ->
                        mailbox.offer(
                            () -> PairingCode.read(answer, now()).ifPresent(this::publish)));
          }
        });
  }

  @Override
  public boolean unlink() {
    var loggedOut =
        state != State.CONNECTED
            || !link.request(link.line("logout"), LOGOUT_TIMEOUT).join().has("fault");
    close();
    keys.clear();
    return loggedOut;
  }

  @Override
  public void close() {
    synchronized (this) {
      state = State.CLOSED;
      link.close();
    }
    keys.markKept();
  }

  // Lines of the process

  @Override
  public void received(ObjectNode line) {
    mailbox.offer(
        () -> {
          try {
            handle(line);
          } catch (RuntimeException e) {
            // Without the exception, which may quote the line.
            LOG.log(
                Level.WARNING,
                "failed to read a line about session {0}: {1}",
                session(),
                e.getClass().getName());
          }
        });
  }

  @Override
  public void ended() {
    mailbox.offer(() -> lose(NOT_CONNECTED));
  }

  private void handle(ObjectNode line) {
    switch (line.path(line.has("ask") ? "do" : "event").asText()) {
      case "load" -> keys.load(line);
      case "list" -> keys.list(line);
      case "save" -> keys.save(line);
      case "qr" -> {
        qrShown = true;
        var lifetime = Duration.ofMillis(line.get("ms").asLong());
        publish(new Event.Qr(line.get("value").asText(), now().plus(lifetime)));
      }
      case "linked" -> {
        linked = true;
        publish(new Event.Linked(number(line)));
      }
      case "up" -> connected(number(line));
      case "down" -> disconnected(line);
      case "receipt" -> publish(Contents.receipt(line, now()));
      case "message" -> message(line);
      case "handled" -> kept(line);
      case "history" -> history(line);
      case "state" -> state(line);
      case "group" -> publish(WebGroups.read(line, now()));
      case "presence" -> WebPresences.read(line, now()).ifPresent(this::publish);
      case "call" -> WebCalls.read(line, now()).ifPresent(this::publish);
      case "block" -> WebProfiles.readBlock(line, now()).ifPresent(this::publish);
      case "timer" -> keep(line, WebProfiles.readTimer(line, now()));
      case "unread" ->
          LOG.log(Level.WARNING, "a message to session {0} could not be read", session());
      default -> {
        // from a newer process, or irrelevant
      }
    }
  }

  private void connected(PhoneNumber number) {
    synchronized (this) {
      if (state != State.OPENING) {
        return;
      }
      state = State.CONNECTED;
      linked = true;
    }
    keyFailures.reset(identity.session());
    publish(new Event.Connected(number));
  }

  private void disconnected(ObjectNode line) {
    var loss =
        Loss.of(line, session(), qrShown && !linked, () -> keyFailures.add(identity.session()));
    if (loss.fault() == OUTDATED) {
      opening.lookForVersion().thenRun(() -> mailbox.offer(() -> lose(OUTDATED)));
    } else {
      lose(loss.fault(), loss.retryAfter());
    }
  }

  /** What is not published stays in the inbox, and comes again with the next connection. */
  private void message(ObjectNode line) {
    if (!hasEnded()) {
      keep(line, contents.read(line, now()));
    }
  }

  private void keep(ObjectNode line, Optional<? extends Event.Arrival> arrival) {
    arrival.ifPresentOrElse(it -> publish(it.whenKept(() -> kept(line))), () -> kept(line));
  }

  /** Answered once it is kept, so that the process never holds more than one such part. */
  private void history(ObjectNode line) {
    var answer = SideProcess.answer(line);
    if (hasEnded()) {
      link.send(answer.put("error", "closed"));
    } else {
      publish(new Event.History(contents.past(line, now()), () -> link.send(answer)));
    }
  }

  /** Answered once it is kept, so that the process asks for it again otherwise. */
  private void state(ObjectNode line) {
    var answer = SideProcess.answer(line);
    if (hasEnded()) {
      link.send(answer.put("error", "closed"));
    } else {
      AppState.publish(line, now(), this::publish, () -> link.send(answer));
    }
  }

  private void kept(ObjectNode line) {
    if (line.has("inbox")) {
      keys.kept(line.get("inbox").asText(), hasEnded());
    }
  }

  private static PhoneNumber number(ObjectNode line) {
    var address = line.get("address").asText();
    return new PhoneNumber("+" + address.substring(0, address.indexOf('@')));
  }

  // Events

  private void lose(Fault fault) {
    lose(fault, Optional.empty());
  }

  private void lose(Fault fault, Optional<Duration> retryAfter) {
    synchronized (this) {
      if (state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      link.close();
    }
    keys.markKept();
    if (fault == UNLINKED) {
      keyFailures.reset(identity.session());
    }
    events.accept(new Event.Lost(fault, retryAfter));
  }

  private void publish(Event event) {
    if (!hasEnded()) {
      events.accept(event);
    }
  }

  private boolean hasEnded() {
    return state == State.CLOSED || state == State.LOST;
  }

  private Instant now() {
    return scheduler.now();
  }
}
