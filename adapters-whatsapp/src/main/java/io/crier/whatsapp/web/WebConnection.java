package io.crier.whatsapp.web;

import static io.crier.domain.sessions.Fault.BANNED;
import static io.crier.domain.sessions.Fault.CONTENT_REFUSED;
import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.OUTDATED;
import static io.crier.domain.sessions.Fault.RATE_LIMITED;
import static io.crier.domain.sessions.Fault.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.Fault.RECIPIENT_REFUSED;
import static io.crier.domain.sessions.Fault.REPLACED;
import static io.crier.domain.sessions.Fault.RESTRICTED;
import static io.crier.domain.sessions.Fault.UNKNOWN_OUTCOME;
import static io.crier.domain.sessions.Fault.UNLINKED;
import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A session's connection, as the process of the web engine has it. */
final class WebConnection implements Engine.Connection, SideProcess.Listener {

  private static final Logger LOG = System.getLogger(WebConnection.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOGOUT = Duration.ofSeconds(5);
  private static final Duration CODE_LASTS = Duration.ofSeconds(160);

  /** If WhatsApp does not say when it ends. */
  private static final Duration RESTRICTED_FOR = Duration.ofHours(24);

  private static final Duration RATE_LIMITED_FOR = Duration.ofMinutes(1);

  /** An upload may be this slow, in bytes a second. */
  private static final long SLOWEST_UPLOAD = 50_000;

  private static final int MOST_BAD_KEYS = 5;

  private enum State {
    OPENING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final WebEngine engine;
  private final Engine.Identity identity;
  private final Keyring keyring;
  private final Consumer<Event> events;
  private final long number;
  private final Batcher<Runnable> mailbox;
  private final Contents contents;
  private volatile State state = State.OPENING;
  private volatile boolean linked;
  private volatile SideProcess.Life life;

  /** Whether there has been a code to scan. */
  private boolean shown;

  private WebConnection(
      WebEngine engine, Engine.Identity identity, Keyring keyring, Consumer<Event> events) {
    this.engine = engine;
    this.identity = identity;
    this.keyring = keyring;
    this.events = events;
    this.number = engine.process().nextConnection();
    this.mailbox = new Batcher<>(engine.executor(), 1, Integer.MAX_VALUE, this::run);
    this.contents = new Contents(engine.media(), identity.account(), engine.configuration());
  }

  static WebConnection open(
      WebEngine engine, Engine.Identity identity, Keyring keyring, Consumer<Event> events) {
    var connection = new WebConnection(engine, identity, keyring, events);
    connection.mailbox.offer(connection::start);
    return connection;
  }

  private void run(List<Runnable> work) {
    try {
      work.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the connection of session " + session() + " failed", e);
      lose(ENGINE_FAILED, Optional.empty());
    }
  }

  private void start() {
    try {
      synchronized (this) {
        if (state != State.OPENING) {
          return;
        }
        life = engine.process().life();
      }
    } catch (SideProcess.Unready e) {
      LOG.log(
          Level.WARNING, "session {0} cannot use the web engine: {1}", session(), e.getMessage());
      lose(ENGINE_FAILED, Optional.of(e.retryAfter()));
      return;
    }
    var open = line("open");
    var proxy = identity.settings().get(WebEngine.PROXY.name());
    if (proxy != null) {
      try {
        open.put("proxy", engine.proxies().resolve(proxy));
      } catch (IOException e) {
        LOG.log(Level.WARNING, "the proxy of session {0}: {1}", session(), e.getMessage());
        lose(ENGINE_FAILED, Optional.empty());
        return;
      }
    }
    life.add(number, this);
    life.tell(open);
  }

  private ObjectNode line(String what) {
    return SideProcess.line("do", what).put("c", number);
  }

  private String session() {
    return identity.session().value().toString();
  }

  // What the session does

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (state != State.CONNECTED) {
      return failed(NOT_CONNECTED);
    }
    try (var sending = contents.write(content)) {
      var where = address.or(() -> find(to));
      if (where.isEmpty()) {
        return failed(RECIPIENT_NOT_ON_WHATSAPP);
      }
      var line = line("send").put("id", id.value()).put("to", where.get().value());
      line.setAll(sending.line());
      var patience = PATIENCE.plusSeconds(sending.bytes() / SLOWEST_UPLOAD);
      return outcome(id, life.ask(line, patience).join());
    } catch (Refused | IOException e) {
      return failed(e instanceof Refused ? NOT_CONNECTED : CONTENT_REFUSED);
    }
  }

  /** The address of somebody that the session has not met, as WhatsApp has it. */
  private Optional<Address> find(Recipient to) {
    return to instanceof Recipient.Phone phone
        ? check(Set.of(phone.number())).get(phone.number())
        : Optional.of(new Address(to.text()));
  }

  private Outcome outcome(WhatsAppId id, JsonNode answer) {
    if (answer.has("refused")) {
      return refused(answer);
    }
    return switch (answer.path("fault").asText()) {
      case "" -> new Outcome.Sent(id);
      case "not_connected" -> failed(NOT_CONNECTED);
      case "engine_failed" -> failed(ENGINE_FAILED);
      default -> failed(UNKNOWN_OUTCOME);
    };
  }

  private Outcome refused(JsonNode answer) {
    return switch (answer.get("refused").asText()) {
      case "463" -> {
        var until = answer.path("until").asText();
        yield failed(
            RESTRICTED, until.isEmpty() ? now().plus(RESTRICTED_FOR) : Instant.parse(until));
      }
      case "429" -> failed(RATE_LIMITED, now().plus(RATE_LIMITED_FOR));
      case "404" -> failed(RECIPIENT_NOT_ON_WHATSAPP);
      case "479", "487", "491" -> failed(CONTENT_REFUSED);
      case "500", "503" -> failed(ENGINE_FAILED);
      default -> failed(RECIPIENT_REFUSED);
    };
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    if (state != State.CONNECTED) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var line = line("check");
    numbers.forEach(asked -> line.withArray("numbers").add(asked.value()));
    var answer = life.ask(line, PATIENCE).join();
    if (!answer.has("found")) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    for (var one : answer.get("found")) {
      found.put(
          new PhoneNumber(one.path("number").asText()),
          Optional.ofNullable(one.path("address").textValue()).map(Address::new));
    }
    return found;
  }

  @Override
  public void typing(Recipient to, boolean on) {
    tell(line("typing").put("to", Contents.address(to)).put("on", on));
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    var line = line("seen").put("to", Contents.address(from)).put("id", id.value());
    author.ifPresent(who -> line.put("author", Contents.address(who)));
    tell(line);
  }

  private void tell(ObjectNode line) {
    if (state == State.CONNECTED) {
      life.tell(line);
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
            life.ask(line("code").put("number", holder.value()), PATIENCE)
                .thenAccept(answer -> mailbox.offer(() -> tellCode(answer)));
          }
        });
  }

  private void tellCode(JsonNode answer) {
    var code = answer.path("code").asText();
    if (code.length() == 8) {
      var readable = code.substring(0, 4) + "-" + code.substring(4);
      tell(new Event.Code(readable, now().plus(CODE_LASTS)));
    }
  }

  @Override
  public void unlink() {
    if (state == State.CONNECTED) {
      life.ask(line("logout"), LOGOUT).join();
    }
    close();
    synchronized (keyring) {
      keyring.clear();
    }
  }

  @Override
  public synchronized void close() {
    state = State.CLOSED;
    if (life != null) {
      life.remove(number);
      life.tell(line("close"));
    }
  }

  // What the process says

  @Override
  public void heard(ObjectNode line) {
    mailbox.offer(
        () -> {
          try {
            handle(line);
          } catch (RuntimeException e) {
            // Not with the exception, which may quote the line.
            LOG.log(
                Level.WARNING,
                "a line about session {0} is not understood: {1}",
                session(),
                e.getClass().getName());
          }
        });
  }

  @Override
  public void ended() {
    mailbox.offer(() -> lose(NOT_CONNECTED, Optional.empty()));
  }

  private void handle(ObjectNode line) {
    switch (line.path(line.has("ask") ? "do" : "event").asText()) {
      case "load" -> load(line);
      case "save" -> save(line);
      case "qr" -> {
        shown = true;
        var lasts = Duration.ofMillis(line.get("ms").asLong());
        tell(new Event.Qr(line.get("value").asText(), now().plus(lasts)));
      }
      case "linked" -> {
        linked = true;
        tell(new Event.Linked(ours(line)));
      }
      case "up" -> up(ours(line));
      case "down" -> down(line);
      case "receipt" -> receipt(line);
      case "message" -> contents.read(line, now()).ifPresent(this::tell);
      case "unread" ->
          LOG.log(Level.WARNING, "a message to session {0} could not be read", session());
      default -> {
        // of a newer process, or of an event that does not matter here
      }
    }
  }

  private void load(ObjectNode line) {
    var names = new HashSet<String>();
    line.get("names").forEach(name -> names.add(name.asText()));
    var answer = SideProcess.answer(line);
    try {
      var values = answer.putObject("values");
      keyring.get(names).forEach((name, value) -> values.put(name, new String(value, UTF_8)));
      life.tell(answer);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of session " + session() + " cannot be read", e);
      life.tell(SideProcess.answer(line).put("error", "unreadable"));
      lose(ENGINE_FAILED, Optional.empty());
    }
  }

  /**
   * Once a change is refused, what the process knows and what is kept are not the same any more.
   */
  private void save(ObjectNode line) {
    var kept = new HashMap<String, byte[]>();
    line.get("put").properties().forEach(it -> kept.put(it.getKey(), bytes(it.getValue())));
    var forgotten = new HashSet<String>();
    line.get("remove").forEach(name -> forgotten.add(name.asText()));
    try {
      synchronized (keyring) {
        if (state == State.CLOSED) {
          life.tell(SideProcess.answer(line).put("error", "closed"));
          return;
        }
        keyring.change(kept, forgotten);
      }
      life.tell(SideProcess.answer(line));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of session " + session() + " cannot be kept", e);
      life.tell(SideProcess.answer(line).put("error", "refused"));
      lose(NOT_CONNECTED, Optional.empty());
    }
  }

  private static byte[] bytes(JsonNode text) {
    return text.asText().getBytes(UTF_8);
  }

  private void up(PhoneNumber ours) {
    synchronized (this) {
      if (state != State.OPENING) {
        return;
      }
      state = State.CONNECTED;
      linked = true;
    }
    engine.goodKeys(identity.session());
    tell(new Event.Connected(ours));
  }

  private void down(ObjectNode line) {
    switch (line.path("code").asText()) {
      case "401", "411" -> lose(UNLINKED, Optional.empty());
      // If nobody has scanned, the codes to scan have run out.
      case "408" -> lose(shown && !linked ? UNLINKED : NOT_CONNECTED, Optional.empty());
      case "403" -> lose(BANNED, Optional.empty());
      case "405" -> lose(OUTDATED, Optional.empty());
      case "440" -> lose(REPLACED, Optional.empty());
      case "400" -> {
        LOG.log(
            Level.ERROR,
            "session {0}: what answers at {1} cannot prove that it is WhatsApp",
            session(),
            engine.configuration().url());
        lose(ENGINE_FAILED, Optional.empty());
      }
      case "500" -> {
        var hopeless = engine.badKeys(identity.session()) >= MOST_BAD_KEYS;
        lose(hopeless ? UNLINKED : NOT_CONNECTED, Optional.empty());
      }
      default -> lose(NOT_CONNECTED, Optional.empty());
    }
  }

  private void receipt(ObjectNode line) {
    var reached = MessageStatus.valueOf(line.get("reached").asText().toUpperCase(Locale.ROOT));
    var at = line.get("at").asLong();
    tell(
        new Event.Receipt(
            new WhatsAppId(line.get("id").asText()),
            reached,
            at == 0 ? now() : Instant.ofEpochSecond(at)));
  }

  private void lose(Fault fault, Optional<Duration> retryAfter) {
    synchronized (this) {
      if (state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      if (life != null) {
        life.remove(number);
        life.tell(line("close"));
      }
    }
    if (fault == UNLINKED) {
      engine.goodKeys(identity.session());
    }
    events.accept(new Event.Lost(fault, retryAfter));
  }

  private void tell(Event event) {
    if (state != State.CLOSED && state != State.LOST) {
      events.accept(event);
    }
  }

  private static PhoneNumber ours(ObjectNode line) {
    var address = line.get("address").asText();
    return new PhoneNumber("+" + address.substring(0, address.indexOf('@')));
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  private static Outcome failed(Fault fault, Instant until) {
    return new Outcome.Failed(fault, Optional.of(until));
  }

  private Instant now() {
    return engine.clock().instant();
  }
}
