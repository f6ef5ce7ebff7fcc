package io.crier.whatsapp.simulator;

import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.Fault.REPLACED;
import static io.crier.domain.sessions.Fault.UNKNOWN_OUTCOME;
import static io.crier.domain.sessions.Fault.UNLINKED;
import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;
import static java.nio.charset.StandardCharsets.US_ASCII;

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
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A device of a session, or one that wants to become it, as long as its connection is open. */
final class Device implements Engine.Connection {

  private static final Logger LOG = System.getLogger(Device.class.getName());

  private static final String NUMBER = "number";
  private static final PhoneNumber TESTER = new PhoneNumber("+15550100100");

  private static final Duration CODE_LASTS = Duration.ofSeconds(20);
  private static final int MOST_CODES = 15;
  private static final Duration PAIRING_CODE_LASTS = Duration.ofMinutes(3);
  private static final String PAIRING_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

  private static final Duration DELIVERED_AFTER = Duration.ofMillis(50);
  private static final Duration READ_AFTER = Duration.ofMillis(150);
  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);
  private static final Duration RESTRICTED_FOR = Duration.ofMinutes(1);

  /** How many messages, at most, are acknowledged anew once the session is back. */
  private static final int MOST_OWED = 1_000;

  private enum State {
    OPENING,
    AWAITING_SCAN,
    CONNECTED,
    LOST,
    CLOSED
  }

  private record Typing(Recipient to, Instant since, Optional<Instant> until) {}

  private final Line line;
  private final SimulatedWhatsApp whatsApp;
  private final Keyring keyring;
  private final Consumer<Event> events;
  private final boolean tester;
  private final Batcher<Runnable> mailbox;

  private final Receipts delivered = new Receipts(DELIVERED, DELIVERED_AFTER);
  private final Receipts read = new Receipts(READ, READ_AFTER);

  private volatile State state;
  private volatile PhoneNumber number;
  private volatile Typing typing;
  private int codes;

  private Device(
      Line line,
      SimulatedWhatsApp whatsApp,
      Keyring keyring,
      Consumer<Event> events,
      boolean tester) {
    this.line = line;
    this.whatsApp = whatsApp;
    this.keyring = keyring;
    this.events = events;
    this.tester = tester;
    state = tester ? State.CONNECTED : State.OPENING;
    number = tester ? TESTER : null;
    mailbox = new Batcher<>(whatsApp.executor(), 1, Integer.MAX_VALUE, Device::run);
  }

  static Device open(
      Line line, SimulatedWhatsApp whatsApp, Keyring keyring, Consumer<Event> events) {
    var device = new Device(line, whatsApp, keyring, events, false);
    device.takeOver();
    device.mailbox.offer(device::start);
    return device;
  }

  static Device openTester(
      Line line, SimulatedWhatsApp whatsApp, Keyring keyring, Consumer<Event> events) {
    var device = new Device(line, whatsApp, keyring, events, true);
    device.takeOver();
    device.mailbox.offer(device::greet);
    return device;
  }

  static Address address(Recipient of) {
    return new Address(
        of instanceof Recipient.Phone phone
            ? phone.number().digits() + "@s.whatsapp.net"
            : of.text());
  }

  boolean isTester() {
    return tester;
  }

  boolean isLinked() {
    return number != null;
  }

  boolean isConnected() {
    return state == State.CONNECTED && !line.faults().offline();
  }

  // What the session does

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    var faults = line.faults();
    if (!isConnected()) {
      return failed(NOT_CONNECTED);
    }
    var fault = faultOf(to, faults);
    if (fault.isPresent() && fault.get() != UNKNOWN_OUTCOME) {
      pause(faults.delay());
      return refuse(fault.get());
    }
    var end = line.ledger().append(entry(id, to, content));
    var answered = pause(faults.delay());
    owe(end);
    return answered && fault.isEmpty() ? new Outcome.Sent(id) : failed(UNKNOWN_OUTCOME);
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    if (!isConnected()) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var unknown = line.faults().unknownNumbers();
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    for (var asked : numbers) {
      var recipient = new Recipient.Phone(asked);
      found.put(
          asked, unknown.contains(recipient) ? Optional.empty() : Optional.of(address(recipient)));
    }
    return found;
  }

  @Override
  public void typing(Recipient to, boolean on) {
    var before = typing;
    var goesOn = before != null && before.to().equals(to) && before.until().isEmpty();
    if (on && !goesOn) {
      typing = new Typing(to, now(), Optional.empty());
    } else if (!on && goesOn) {
      typing = new Typing(to, before.since(), Optional.of(now()));
    }
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    // The pretended people do not look.
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    if (isLinked()) {
      throw new Refused(ALREADY_LINKED);
    }
    tell(new Event.Code(pairingCode(), now().plus(PAIRING_CODE_LASTS)));
  }

  @Override
  public void unlink() {
    synchronized (line) {
      number = null;
      state = State.CLOSED;
    }
    keyring.clear();
  }

  @Override
  public void close() {
    synchronized (line) {
      state = State.CLOSED;
    }
  }

  // What the phones and the network do

  void scan(PhoneNumber by) {
    synchronized (line) {
      if (isLinked()) {
        throw new Refused(ALREADY_LINKED);
      }
      if (state != State.AWAITING_SCAN) {
        throw new Refused(QR_NOT_READY);
      }
      keyring.put(Map.of(NUMBER, by.value().getBytes(US_ASCII)));
      number = by;
      state = State.CONNECTED;
      tell(new Event.Linked(by));
      mailbox.offer(this::greet);
    }
  }

  void receive(Event.Received message) {
    tell(message);
  }

  void faultsChanged() {
    if (line.faults().offline()) {
      lose(NOT_CONNECTED, Optional.of(RECONNECT_AFTER));
    } else if (isConnected()) {
      mailbox.offer(this::catchUp);
    }
  }

  // What follows by itself

  private void takeOver() {
    synchronized (line) {
      line.install(this)
          .ifPresent(
              before -> {
                delivered.goOnAfter(before.delivered);
                read.goOnAfter(before.read);
                before.lose(REPLACED, Optional.empty());
              });
    }
  }

  private void start() {
    Optional<PhoneNumber> linked;
    try {
      linked = keyring.get(NUMBER).map(bytes -> new PhoneNumber(new String(bytes, US_ASCII)));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of a simulated session cannot be read", e);
      lose(ENGINE_FAILED, Optional.empty());
      return;
    }
    synchronized (line) {
      if (state != State.OPENING) {
        return;
      }
      number = linked.orElse(null);
      if (line.faults().offline()) {
        lose(NOT_CONNECTED, Optional.of(RECONNECT_AFTER));
      } else if (linked.isPresent()) {
        state = State.CONNECTED;
        mailbox.offer(this::greet);
      } else {
        state = State.AWAITING_SCAN;
        showCode();
      }
    }
  }

  private void showCode() {
    synchronized (line) {
      if (state != State.AWAITING_SCAN) {
        return;
      }
      if (codes == MOST_CODES) {
        lose(UNLINKED, Optional.empty());
        return;
      }
      codes++;
      tell(new Event.Qr(qrCode(), now().plus(CODE_LASTS)));
      later(CODE_LASTS, this::showCode);
    }
  }

  private void greet() {
    deliver(new Event.Connected(number));
    if (!tester) {
      for (var next = line.nextWaiting(); next.isPresent(); next = line.nextWaiting()) {
        deliver(next.get());
      }
    }
    catchUp();
  }

  /** As WhatsApp does once a device is back, so that it learns of what it sent before a crash. */
  private void catchUp() {
    var ledger = line.ledger();
    var start = ledger.startOfLast(MOST_OWED);
    delivered.startAt(start);
    read.startAt(start);
    owe(ledger.end());
  }

  private void owe(long upTo) {
    delivered.owe(upTo);
    read.owe(upTo);
  }

  private void lose(Fault fault, Optional<Duration> retryAfter) {
    synchronized (line) {
      if (tester || state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      tell(new Event.Lost(fault, retryAfter));
    }
  }

  private static Optional<Fault> faultOf(Recipient to, Faults faults) {
    return faults.unknownNumbers().contains(to)
        ? Optional.of(RECIPIENT_NOT_ON_WHATSAPP)
        : Optional.ofNullable(faults.refuse().get(to));
  }

  private Outcome refuse(Fault fault) {
    if (fault.status().needsSomebody()) {
      lose(fault, Optional.empty());
    }
    return failed(fault);
  }

  private Outcome failed(Fault fault) {
    var ends = fault == Fault.RESTRICTED || fault == Fault.RATE_LIMITED;
    return new Outcome.Failed(
        fault, ends ? Optional.of(now().plus(RESTRICTED_FOR)) : Optional.empty());
  }

  private Ledger.Entry entry(WhatsAppId id, Recipient to, Content content) {
    var media = content instanceof Content.Media it ? it : null;
    return new Ledger.Entry(
        id.value(),
        to.text(),
        content.type(),
        media == null ? content.text() : null,
        media == null ? null : media.caption().orElse(null),
        media == null ? null : media.file().sha256(),
        typedFor(to).toMillis(),
        now().toString());
  }

  private Duration typedFor(Recipient to) {
    var typed = typing;
    if (typed == null || !typed.to().equals(to)) {
      return Duration.ZERO;
    }
    typing = null;
    return Duration.between(typed.since(), typed.until().orElseGet(this::now));
  }

  /** False if the answer does not come, because the thread was interrupted. */
  private boolean pause(Duration delay) {
    if (delay.isZero()) {
      return true;
    }
    var over = new CountDownLatch(1);
    whatsApp.wheel().schedule(now().plus(delay), over::countDown);
    try {
      over.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void later(Duration delay, Runnable work) {
    whatsApp.wheel().schedule(now().plus(delay), () -> mailbox.offer(work));
  }

  private void tell(Event event) {
    mailbox.offer(() -> deliver(event));
  }

  private void deliver(Event event) {
    if (state != State.CLOSED) {
      events.accept(event);
    }
  }

  private static void run(List<Runnable> work) {
    try {
      work.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a simulated device failed", e);
    }
  }

  private Instant now() {
    return whatsApp.clock().instant();
  }

  /** Looks like WhatsApp's own: a reference, two public keys and a secret. */
  private String qrCode() {
    return "2@" + base64(96) + "," + base64(32) + "," + base64(32) + "," + base64(32);
  }

  private String base64(int length) {
    var bytes = new byte[length];
    whatsApp.random().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private String pairingCode() {
    var code = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      code.append(i == 4 ? "-" : "");
      code.append(PAIRING_ALPHABET.charAt(whatsApp.random().nextInt(PAIRING_ALPHABET.length())));
    }
    return code.toString();
  }

  /** One kind of receipt, and up to where in the ledger it was told in this life of the server. */
  private final class Receipts {

    private final MessageStatus reached;
    private final Duration delay;
    private volatile long told;

    Receipts(MessageStatus reached, Duration delay) {
      this.reached = reached;
      this.delay = delay;
    }

    void goOnAfter(Receipts others) {
      told = others.told;
    }

    void startAt(long position) {
      told = Math.max(told, position);
    }

    void owe(long upTo) {
      later(delay, () -> tell(upTo));
    }

    private void tell(long upTo) {
      if (told >= upTo || !isConnected() || !line.faults().receipts()) {
        return;
      }
      try {
        told =
            line.ledger()
                .read(
                    told,
                    upTo,
                    json -> {
                      var id = new WhatsAppId(Ledger.Entry.parse(json).id());
                      deliver(new Event.Receipt(id, reached, now()));
                    });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
