package io.crier.whatsapp.waha;

import static io.crier.whatsapp.JsonTrees.MAPPER;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.Keyring;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Arrivals;
import io.crier.whatsapp.Unreachable;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A linked device that WAHA keeps, as long as its connection is open. What WAHA says of its state
 * is posted, and is looked at from time to time besides: posts get lost.
 */
final class LinkedSession implements Engine.Connection {

  private static final Logger LOG = System.getLogger(LinkedSession.class.getName());
  private static final String NUMBER = "number";
  private static final Duration QR_LASTS = Duration.ofSeconds(20);
  private static final Duration CODE_LASTS = Duration.ofMinutes(3);
  private static final Duration LOOK_SOON = Duration.ofSeconds(10);
  private static final Duration LOOK_LATER = Duration.ofMinutes(1);

  /** The id of a message is WAHA's: it must be written down before it is heard of again. */
  private static final Duration RECEIPTS_WAIT = Duration.ofSeconds(1);

  private static final long MOST_BYTES = 100L << 20;
  private static final int MOST_WAITING = 10_000;

  private enum State {
    OPENING,
    LINKING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private record Received(JsonNode message, Runnable kept) {}

  private final WahaWhatsApp whatsApp;
  private final Engine.Identity identity;
  private final Keyring keyring;
  private final WahaSettings settings;
  private final Consumer<Event> events;
  private final Batcher<Runnable> mailbox;

  /** What somebody wrote: files are fetched in between, which may take a while. */
  private final Batcher<Received> inbox;

  private final Arrivals arrivals = new Arrivals();

  private volatile State state = State.OPENING;
  private volatile PhoneNumber number;
  private String lastQr;

  private LinkedSession(
      WahaWhatsApp whatsApp, Engine.Identity identity, Keyring keyring, Consumer<Event> events) {
    this.whatsApp = whatsApp;
    this.identity = identity;
    this.keyring = keyring;
    this.settings = WahaSettings.of(identity.settings());
    this.events = events;
    mailbox = new Batcher<>(whatsApp.executor(), 1, Integer.MAX_VALUE, LinkedSession::run);
    inbox =
        new Batcher<>(whatsApp.executor(), 1, MOST_WAITING, batch -> batch.forEach(this::receive));
  }

  static LinkedSession open(
      WahaWhatsApp whatsApp, Engine.Identity identity, Keyring keyring, Consumer<Event> events) {
    var opened = new LinkedSession(whatsApp, identity, keyring, events);
    opened.mailbox.offer(() -> opened.guarded(opened::start));
    return opened;
  }

  Engine.Identity identity() {
    return identity;
  }

  // What WAHA has of the session. All of this happens in the mailbox, one after the other.

  private void start() {
    if (!settings.areSound()) {
      lose(Fault.UNLINKED);
      return;
    }
    number = keyring.get(NUMBER).map(it -> new PhoneNumber(new String(it, US_ASCII))).orElse(null);
    var known = ask();
    if (known.isEmpty()) {
      var session = MAPPER.createObjectNode().put("name", settings.session()).put("start", true);
      session.set("config", config());
      whatsApp.waha().create(settings.apiKey(), session);
    } else {
      startKnown(known.get());
    }
    look();
  }

  private void startKnown(JsonNode known) {
    if (!known.toString().contains(whatsApp.hook(identity.session(), settings))) {
      var changed = MAPPER.createObjectNode().put("name", settings.session());
      changed.set("config", config());
      whatsApp.waha().change(settings.session(), settings.apiKey(), changed);
    }
    var status = known.path("status").asText();
    if (status.equals("STOPPED") || status.equals("FAILED")) {
      control("start");
    }
  }

  private ObjectNode config() {
    var config = MAPPER.createObjectNode();
    var hook = config.putArray("webhooks").addObject();
    hook.put("url", whatsApp.hook(identity.session(), settings));
    var told = hook.putArray("events");
    List.of("session.status", "message", "message.reaction", "message.ack").forEach(told::add);
    hook.putObject("hmac").put("key", settings.hookSecret(identity.session()));
    hook.putObject("retries")
        .put("policy", "exponential")
        .put("delaySeconds", 2)
        .put("attempts", 15);
    return config;
  }

  private Optional<JsonNode> ask() {
    try {
      return Optional.of(whatsApp.waha().session(settings.session(), settings.apiKey()));
    } catch (WahaRefusal refusal) {
      if (refusal.isNotFound()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  private void control(String verb) {
    whatsApp.waha().control(settings.session(), verb, settings.apiKey(), MAPPER.createObjectNode());
  }

  private void look() {
    if (!isOver()) {
      lookNow();
      later(state == State.CONNECTED ? LOOK_LATER : LOOK_SOON, this::look);
    }
  }

  private void lookNow() {
    if (!isOver()) {
      ask().ifPresentOrElse(this::see, () -> lose(Fault.NOT_CONNECTED));
    }
  }

  private void see(JsonNode session) {
    switch (session.path("status").asText()) {
      case "WORKING" -> working(session.path("me"));
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

  private void working(JsonNode me) {
    var phone = Ids.recipient(me.path("id").asText().replaceFirst(":\\d+@", "@"));
    if (state == State.CONNECTED || !(phone.orElse(null) instanceof Recipient.Phone ours)) {
      return;
    }
    if (!ours.number().equals(number)) {
      number = ours.number();
      keyring.put(Map.of(NUMBER, number.value().getBytes(US_ASCII)));
      tell(new Event.Linked(number));
    }
    move(State.CONNECTED, new Event.Connected(number));
  }

  private void awaitScan() {
    if (number != null) {
      // It was linked once: the phone has cut the link.
      lose(Fault.UNLINKED);
      return;
    }
    var qr = whatsApp.waha().qr(settings.session(), "raw", settings.apiKey());
    var value = qr.path("value").asText();
    if (!value.isEmpty() && !value.equals(lastQr)) {
      lastQr = value;
      move(State.LINKING, new Event.Qr(value, whatsApp.clock().instant().plus(QR_LASTS)));
    }
  }

  // What the session does

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (state != State.CONNECTED) {
      return failed(Fault.NOT_CONNECTED);
    }
    var chat = address.map(Address::value).orElseGet(() -> Ids.chat(to));
    if (!chat.contains("@")) {
      return failed(Fault.UNSUPPORTED);
    }
    try {
      var answer = submit(Outgoing.message(settings.session(), chat, content), content);
      // A reaction is nothing that WAHA would name.
      return Ids.of(answer)
          .or(() -> content instanceof Content.Reaction ? Optional.of(id) : Optional.empty())
          .<Outcome>map(Outcome.Sent::new)
          .orElseGet(() -> failed(Fault.UNKNOWN_OUTCOME));
    } catch (WahaRefusal refusal) {
      return refused(refusal, to);
    } catch (FileNotFoundException tooOld) {
      return failed(Fault.CONTENT_REFUSED);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file cannot be read", e);
      return failed(Fault.ENGINE_FAILED);
    } catch (ProcessingException e) {
      if (Unreachable.isCauseOf(e)) {
        lose(Fault.NOT_CONNECTED);
        return failed(Fault.NOT_CONNECTED);
      }
      return failed(Fault.UNKNOWN_OUTCOME);
    }
  }

  private JsonNode submit(Outgoing message, Content content) throws IOException {
    var waha = whatsApp.waha();
    if (content instanceof Content.Reaction) {
      return waha.react(settings.apiKey(), message.body());
    }
    if (content instanceof Content.Media media) {
      try (var bytes = open(media.file())) {
        var file =
            new FileMessage(
                message.body(), media.file().mimeType(), Outgoing.filename(media), bytes);
        return waha.post(message.verb(), settings.apiKey(), file);
      }
    }
    return waha.post(message.verb(), settings.apiKey(), message.body());
  }

  private InputStream open(MediaFile file) throws IOException {
    return whatsApp
        .mediaStore()
        .open(identity.account(), file.id())
        .orElseThrow(FileNotFoundException::new);
  }

  /** WAHA does not say why: one reason can be asked for. */
  private Outcome refused(WahaRefusal refusal, Recipient to) {
    var fault = refusal.fault();
    if (fault == Fault.NOT_CONNECTED || fault.status().needsSomebody()) {
      lose(fault);
    } else if (to instanceof Recipient.Phone phone && isAbsent(phone.number())) {
      return failed(Fault.RECIPIENT_NOT_ON_WHATSAPP);
    }
    return failed(fault);
  }

  private boolean isAbsent(PhoneNumber number) {
    try {
      return addressOf(number).isEmpty();
    } catch (RuntimeException unknown) {
      return false;
    }
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    if (state != State.CONNECTED) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    try {
      for (var asked : numbers) {
        found.put(asked, addressOf(asked));
      }
    } catch (WahaRefusal | ProcessingException e) {
      LOG.log(Level.WARNING, "WAHA does not tell whether a number is on WhatsApp", e);
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    return found;
  }

  private Optional<Address> addressOf(PhoneNumber number) {
    var answer = whatsApp.waha().check(number.digits(), settings.session(), settings.apiKey());
    return answer.path("numberExists").asBoolean()
        ? Optional.of(new Address(answer.path("chatId").asText(number.digits() + "@c.us")))
        : Optional.empty();
  }

  @Override
  public void typing(Recipient to, boolean on) {
    quietly(on ? "startTyping" : "stopTyping", Ids.chat(to), Optional.empty());
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    var chat = Ids.chat(from);
    var by = author.map(it -> "_" + Ids.chat(it)).orElse("");
    quietly("sendSeen", chat, Optional.of("false_" + chat + "_" + id.value() + by));
  }

  private void quietly(String verb, String chat, Optional<String> message) {
    if (state != State.CONNECTED) {
      return;
    }
    var body = MAPPER.createObjectNode().put("session", settings.session()).put("chatId", chat);
    message.ifPresent(id -> body.putArray("messageIds").add(id));
    quietly(() -> whatsApp.waha().post(verb, settings.apiKey(), body));
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (WahaRefusal | ProcessingException e) {
      LOG.log(Level.DEBUG, "WAHA did not do what does not matter", e);
    }
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
                  var phone = MAPPER.createObjectNode().put("phoneNumber", holder.digits());
                  var answer = whatsApp.waha().code(settings.session(), settings.apiKey(), phone);
                  var code = answer.path("code").asText().replaceFirst("^(.{4})(.{4})$", "$1-$2");
                  tell(new Event.Code(code, whatsApp.clock().instant().plus(CODE_LASTS)));
                }));
  }

  @Override
  public void unlink() {
    end("logout");
    keyring.clear();
  }

  /** A session that nobody listens to is stopped: WhatsApp keeps what it would miss. */
  @Override
  public void close() {
    end("stop");
  }

  private void end(String verb) {
    State before;
    synchronized (this) {
      before = state;
      state = State.CLOSED;
    }
    if (before == State.LINKING || before == State.CONNECTED) {
      quietly(() -> control(verb));
    }
    whatsApp.closed(this);
  }

  // What WAHA posts

  /** Takes what WAHA posts, unless it is too much at once or the session is away. */
  CompletableFuture<Boolean> take(JsonNode posted) {
    if (isOver()) {
      return CompletableFuture.completedFuture(false);
    }
    var payload = posted.path("payload");
    return switch (posted.path("event").asText()) {
      // What it says may be old: it is a reason to look.
      case "session.status" ->
          CompletableFuture.completedFuture(mailbox.offer(() -> guarded(this::lookNow)));
      case "message.ack" -> {
        Incoming.ack(payload, whatsApp.clock().instant())
            .ifPresent(event -> later(RECEIPTS_WAIT, () -> tellNow(event)));
        yield CompletableFuture.completedFuture(true);
      }
      case "message", "message.reaction" ->
          number == null
              ? CompletableFuture.completedFuture(false)
              : take(payload, Ids.of(payload));
      default -> CompletableFuture.completedFuture(true);
    };
  }

  private CompletableFuture<Boolean> take(JsonNode message, Optional<WhatsAppId> named) {
    return named
        .map(id -> arrivals.take(id.value(), kept -> inbox.offer(new Received(message, kept))))
        .orElseGet(() -> CompletableFuture.completedFuture(true));
  }

  private void receive(Received received) {
    if (isOver()) {
      return;
    }
    try {
      var incoming = new Incoming(number, whatsApp.clock().instant(), this::fetch);
      incoming
          .message(received.message())
          .ifPresentOrElse(
              message -> tell(message.whenKept(received.kept())), received.kept()::run);
    } catch (RuntimeException e) {
      // No repetition would make it better.
      LOG.log(Level.WARNING, "a message that was posted is not understood", e);
      received.kept().run();
    }
  }

  /** The place is what WAHA takes for its own address: only the path of it can be believed. */
  private Optional<MediaFile> fetch(String place, String mimeType) {
    try {
      var path = URI.create(place).getRawPath();
      if (path == null || !path.startsWith("/api/files/")) {
        throw new IOException("a file is offered at a place that is not WAHA's");
      }
      var from = whatsApp.uri().resolve(path);
      try (var answer =
          whatsApp.files().target(from).request().header(Waha.KEY, settings.apiKey()).get()) {
        if (answer.getStatus() != 200) {
          throw new IOException("a file was answered with " + answer.getStatus());
        }
        try (var bytes = answer.readEntity(InputStream.class)) {
          return Optional.of(
              whatsApp.mediaStore().keep(identity.account(), mimeType, bytes, MOST_BYTES));
        }
      }
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, "a file that somebody sent could not be fetched", e);
      return Optional.empty();
    }
  }

  // What is told

  private boolean isOver() {
    return state == State.LOST || state == State.CLOSED;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (WahaRefusal refusal) {
      var fault = refusal.fault();
      lose(fault == Fault.UNKNOWN_OUTCOME ? Fault.ENGINE_FAILED : fault);
    } catch (ProcessingException e) {
      lose(Fault.NOT_CONNECTED);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a session of WAHA's failed", e);
      lose(Fault.ENGINE_FAILED);
    }
  }

  private void later(Duration delay, Runnable work) {
    whatsApp
        .wheel()
        .schedule(whatsApp.clock().instant().plus(delay), () -> mailbox.offer(() -> guarded(work)));
  }

  private synchronized void move(State next, Event event) {
    if (!isOver()) {
      state = next;
      tell(event);
    }
  }

  private synchronized void lose(Fault fault) {
    if (!isOver()) {
      state = State.LOST;
      tell(new Event.Lost(fault, Optional.empty()));
    }
  }

  private void tell(Event event) {
    mailbox.offer(() -> tellNow(event));
  }

  private void tellNow(Event event) {
    if (state != State.CLOSED) {
      events.accept(event);
    }
  }

  private static void run(List<Runnable> work) {
    work.forEach(Runnable::run);
  }
}
