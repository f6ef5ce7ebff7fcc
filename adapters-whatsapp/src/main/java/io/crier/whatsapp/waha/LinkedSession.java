package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.Labels;
import io.crier.application.sessions.Presences;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Scheduler;
import jakarta.ws.rs.ProcessingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The connection of a linked device at WAHA. WAHA posts its status, which is also polled because
 * posts may get lost.
 */
final class LinkedSession implements Engine.Connection {

  private static final Logger LOG = System.getLogger(LinkedSession.class.getName());
  private static final String NUMBER = "number";
  private static final Duration QR_LIFETIME = Duration.ofSeconds(20);
  private static final Duration CODE_LIFETIME = Duration.ofMinutes(3);
  private static final Duration POLL_WHILE_CONNECTING = Duration.ofSeconds(10);
  private static final Duration POLL_WHILE_CONNECTED = Duration.ofMinutes(1);

  /** WAHA assigns the id of a message, which must be stored before receipts refer to it. */
  private static final Duration RECEIPT_DELAY = Duration.ofSeconds(1);

  private enum State {
    OPENING,
    LINKING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final Engine.Identity identity;
  private final Keyring keyring;
  private final Consumer<Event> events;
  private final SessionApi api;
  private final Scheduler scheduler;
  private final Consumer<LinkedSession> onClose;
  private final WahaMedia media;
  private final MessageSender sender;
  private final MessageReceiver receiver;
  private final WahaCalls calls;
  private final WahaLabels labels;
  private final WahaChannels channels;
  private final Batcher<Runnable> mailbox;

  private volatile State state = State.OPENING;
  private volatile PhoneNumber number;
  private String lastQr;

  /**
   * @param onClose is called when the connection is closed
   */
  LinkedSession(
      Engine.Identity identity,
      Keyring keyring,
      Consumer<Event> events,
      SessionApi api,
      WahaFiles files,
      WahaMedia media,
      Scheduler scheduler,
      Consumer<LinkedSession> onClose) {
    this.identity = identity;
    this.keyring = keyring;
    this.events = events;
    this.api = api;
    this.scheduler = scheduler;
    this.onClose = onClose;
    this.media = media;
    channels = new WahaChannels(api, () -> state == State.CONNECTED, scheduler::now);
    sender = new MessageSender(api, files, channels);
    receiver = new MessageReceiver(identity, scheduler, media, () -> !isEnded(), this::publish);
    calls = new WahaCalls(api, () -> state == State.CONNECTED);
    labels = new WahaLabels(api, () -> state == State.CONNECTED);
    mailbox =
        new Batcher<>(
            scheduler.executor(), 1, Integer.MAX_VALUE, work -> work.forEach(Runnable::run));
  }

  void open() {
    mailbox.offer(() -> guarded(this::start));
  }

  Engine.Identity identity() {
    return identity;
  }

  // WAHA's session: runs in the mailbox, one task at a time

  private void start() {
    if (!api.settings().areValid()) {
      lose(Fault.UNLINKED);
      return;
    }
    number = keyring.get(NUMBER).map(it -> new PhoneNumber(new String(it, US_ASCII))).orElse(null);
    api.find().ifPresentOrElse(this::startExisting, api::create);
    poll();
  }

  private void startExisting(JsonNode existing) {
    api.updateWebhook(existing);
    var status = existing.path("status").asText();
    if (status.equals("STOPPED") || status.equals("FAILED")) {
      api.control("start");
    }
  }

  private void poll() {
    if (!isEnded()) {
      refresh();
      var delay = state == State.CONNECTED ? POLL_WHILE_CONNECTED : POLL_WHILE_CONNECTING;
      later(delay, this::poll);
    }
  }

  private void refresh() {
    if (!isEnded()) {
      api.find().ifPresentOrElse(this::update, () -> lose(Fault.NOT_CONNECTED));
    }
  }

  private void update(JsonNode session) {
    switch (session.path("status").asText()) {
      case "WORKING" -> connected(session.path("me"));
      case "SCAN_QR_CODE" -> awaitScan();
      case "FAILED" -> lose(Fault.ENGINE_FAILED);
      case "STOPPED" -> {
        if (state != State.OPENING) {
          lose(Fault.NOT_CONNECTED);
        }
      }
      default -> {}
    }
  }

  private void connected(JsonNode me) {
    var phone = Ids.recipient(me.path("id").asText().replaceFirst(":\\d+@", "@"));
    if (state == State.CONNECTED || !(phone.orElse(null) instanceof Recipient.Phone ours)) {
      return;
    }
    if (!ours.number().equals(number)) {
      number = ours.number();
      keyring.put(Map.of(NUMBER, number.value().getBytes(US_ASCII)));
      publish(new Event.Linked(number));
    }
    move(State.CONNECTED, new Event.Connected(number));
  }

  private void awaitScan() {
    if (number != null) {
      // It was linked before, so the phone has removed the link.
      lose(Fault.UNLINKED);
      return;
    }
    var qr = api.qr();
    if (!qr.isEmpty() && !qr.equals(lastQr)) {
      lastQr = qr;
      move(State.LINKING, new Event.Qr(qr, scheduler.now().plus(QR_LIFETIME)));
    }
  }

  // Requests of the session

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (state != State.CONNECTED) {
      return MessageSender.failed(Fault.NOT_CONNECTED);
    }
    var outcome = sender.send(id, to, address, content);
    if (outcome instanceof Outcome.Failed failed && MessageSender.endsConnection(failed.fault())) {
      lose(failed.fault());
    }
    return outcome;
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
  public Optional<InboundMedia> media() {
    return Optional.of(media);
  }

  @Override
  public Optional<Presences> presences() {
    return Optional.of(new WahaPresences(api, () -> state == State.CONNECTED));
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(calls);
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(labels);
  }

  @Override
  public Optional<Channels> channels() {
    return Optional.of(channels);
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    if (number != null) {
      throw new Refused(SessionProblem.ALREADY_LINKED);
    }
    mailbox.offer(
        () ->
            guarded(
                () -> {
                  var code = api.pairingCode(holder);
                  publish(new Event.Code(code, scheduler.now().plus(CODE_LIFETIME)));
                }));
  }

  @Override
  public boolean unlink() {
    var loggedOut = end("logout");
    keyring.clear();
    return loggedOut;
  }

  /** Stops the session at WAHA, so that WhatsApp queues messages in the meantime. */
  @Override
  public void close() {
    end("stop");
  }

  /** Whether WAHA has done it, if there was something to do. */
  private boolean end(String verb) {
    State before;
    synchronized (this) {
      before = state;
      state = State.CLOSED;
    }
    var done =
        before != State.LINKING && before != State.CONNECTED
            || MessageSender.attempt(() -> api.control(verb));
    onClose.accept(this);
    return done;
  }

  // WAHA's webhook

  /**
   * Accepts a post from WAHA; completes with false if there are too many or the session is not
   * connected.
   */
  CompletableFuture<Boolean> accept(JsonNode posted) {
    if (isEnded()) {
      return CompletableFuture.completedFuture(false);
    }
    var payload = posted.path("payload");
    return switch (posted.path("event").asText()) {
      // The posted status may be outdated, so the current one is requested.
      case "session.status" ->
          CompletableFuture.completedFuture(mailbox.offer(() -> guarded(this::refresh)));
      case "message.ack" -> {
        Incoming.ack(payload, scheduler.now())
            .ifPresent(event -> later(RECEIPT_DELAY, () -> publishNow(event)));
        yield CompletableFuture.completedFuture(true);
      }
      case "presence.update" -> {
        WahaPresences.read(payload, scheduler.now()).forEach(this::publish);
        yield CompletableFuture.completedFuture(true);
      }
      case "label.upsert", "label.deleted", "label.chat.added", "label.chat.deleted" ->
          kept(WahaLabels.read(posted.path("event").asText(), payload, scheduler.now()));
      case "call.received" -> kept(calls.received(payload, scheduler.now()));
      // Sessions that were started by older versions post "message", without those of the phone.
      case "message",
          "message.any",
          "message.reaction",
          "message.edited",
          "message.revoked",
          "poll.vote" ->
          number == null
              ? CompletableFuture.completedFuture(false)
              : receiver.accept(number, posted.path("event").asText(), payload);
      default -> CompletableFuture.completedFuture(true);
    };
  }

  /** Completes once the event is durable. */
  private CompletableFuture<Boolean> kept(Optional<? extends Event.Arrival> event) {
    var durable = new CompletableFuture<Boolean>();
    event.ifPresentOrElse(
        arrival -> publish(arrival.whenKept(() -> durable.complete(true))),
        () -> durable.complete(true));
    return durable;
  }

  // State and events

  private boolean isEnded() {
    return state == State.LOST || state == State.CLOSED;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (WahaException e) {
      var fault = e.fault();
      lose(fault == Fault.UNKNOWN_OUTCOME ? Fault.ENGINE_FAILED : fault);
    } catch (ProcessingException e) {
      lose(Fault.NOT_CONNECTED);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a WAHA session failed", e);
      lose(Fault.ENGINE_FAILED);
    }
  }

  private void later(Duration delay, Runnable work) {
    scheduler.after(delay, () -> mailbox.offer(() -> guarded(work)));
  }

  private synchronized void move(State next, Event event) {
    if (!isEnded()) {
      state = next;
      publish(event);
    }
  }

  private synchronized void lose(Fault fault) {
    if (!isEnded()) {
      state = State.LOST;
      publish(new Event.Lost(fault, Optional.empty()));
    }
  }

  private void publish(Event event) {
    mailbox.offer(() -> publishNow(event));
  }

  private void publishNow(Event event) {
    if (state != State.CLOSED) {
      events.accept(event);
    }
  }
}
