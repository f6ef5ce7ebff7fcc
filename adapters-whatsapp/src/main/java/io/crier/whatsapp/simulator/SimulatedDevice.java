package io.crier.whatsapp.simulator;

import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.NOT_IN_GROUP;
import static io.crier.domain.sessions.Fault.REPLACED;
import static io.crier.domain.sessions.Fault.UNLINKED;
import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crier.application.Batcher;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.ChatMarks;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.Labels;
import io.crier.application.sessions.Presences;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.Timers;
import io.crier.domain.Refused;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The connection of a session's simulated device, linked or waiting to be linked. */
final class SimulatedDevice implements Engine.Connection {

  private static final Logger LOG = System.getLogger(SimulatedDevice.class.getName());

  private static final String NUMBER = "number";
  private static final PhoneNumber TEST_NUMBER = new PhoneNumber("+15550100100");

  private static final Duration QR_LIFETIME = Duration.ofSeconds(20);
  private static final int MAX_QR_CODES = 15;
  private static final Duration PAIRING_CODE_LIFETIME = Duration.ofMinutes(3);
  private static final Duration RECONNECT_AFTER = Duration.ofSeconds(1);

  private enum State {
    OPENING,
    AWAITING_SCAN,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final Network network;
  private final Scheduler scheduler;
  private final Codes codes;
  private final Keyring keyring;
  private final Consumer<Event> events;
  private final SimulatedMedia media;
  private final boolean test;
  private final boolean takesHistory;
  private final Batcher<Runnable> mailbox;
  private final Receipts receipts;
  private final MessageSender sender;
  private final SimulatedGroups groups;
  private final SimulatedProfiles profiles;

  private volatile State state;
  private volatile PhoneNumber number;
  private int qrCodesShown;

  SimulatedDevice(
      Network network,
      Scheduler scheduler,
      Codes codes,
      Keyring keyring,
      Consumer<Event> events,
      SimulatedMedia media,
      Engine.Identity identity) {
    this.network = network;
    this.scheduler = scheduler;
    this.codes = codes;
    this.keyring = keyring;
    this.events = events;
    this.media = media;
    test = identity.test();
    takesHistory = !"none".equals(identity.settings().getOrDefault(Session.HISTORY, "none"));
    state = test ? State.CONNECTED : State.OPENING;
    number = test ? TEST_NUMBER : null;
    mailbox = new Batcher<>(scheduler.executor(), 1, Integer.MAX_VALUE, SimulatedDevice::run);
    groups = new SimulatedGroups(network, scheduler, codes, () -> number, this::isConnected);
    profiles = new SimulatedProfiles(network, groups, this::self, this::isConnected);
    receipts =
        new Receipts(
            network,
            scheduler,
            mailbox::offer,
            this::isConnected,
            groups::others,
            this::publishNow);
    sender = new MessageSender(network, scheduler, receipts);
  }

  /** Connects, and replaces the session's previous device. */
  void open() {
    synchronized (network) {
      network.install(this).ifPresent(this::replace);
    }
    mailbox.offer(test ? this::connected : this::start);
  }

  private void replace(SimulatedDevice previous) {
    receipts.continueAfter(previous.receipts);
    previous.lose(REPLACED, Optional.empty());
  }

  boolean isTest() {
    return test;
  }

  boolean isLinked() {
    return number != null;
  }

  Recipient self() {
    return new Recipient.Phone(number);
  }

  boolean isConnected() {
    return state == State.CONNECTED && !network.faults().offline();
  }

  // Requests of the session

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (!isConnected()) {
      return sender.failed(NOT_CONNECTED);
    }
    if (groups.isClosedTo(to)) {
      return sender.failed(NOT_IN_GROUP);
    }
    if (content instanceof Content.Media file && !media.isWhole(file.file())) {
      return sender.failed(ENGINE_FAILED);
    }
    var outcome = sender.send(id, to, content);
    if (outcome instanceof Outcome.Failed failed && failed.fault().status().needsSomebody()) {
      lose(failed.fault(), Optional.empty());
    }
    return outcome;
  }

  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    if (!isConnected()) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var unknown = network.faults().unknownNumbers();
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    for (var number : numbers) {
      var recipient = new Recipient.Phone(number);
      found.put(
          number,
          unknown.contains(recipient)
              ? Optional.empty()
              : Optional.of(Network.addressOf(recipient)));
    }
    return found;
  }

  @Override
  public void typing(Recipient to, boolean on) {
    sender.typing(to, on);
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    // Simulated people do not notice.
  }

  @Override
  public Optional<InboundMedia> media() {
    return Optional.of(media);
  }

  @Override
  public Optional<Groups> groups() {
    return Optional.of(groups);
  }

  @Override
  public Optional<Presences> presences() {
    return Optional.of(new SimulatedPresences(network, this::isConnected));
  }

  @Override
  public Optional<Calls> calls() {
    return Optional.of(this::reject);
  }

  @Override
  public Optional<Profiles> profiles() {
    return Optional.of(profiles);
  }

  @Override
  public Optional<Blocks> blocks() {
    return Optional.of(profiles);
  }

  @Override
  public Optional<Channels> channels() {
    return Optional.of(new SimulatedChannels(network, scheduler, codes, this::isConnected));
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(new SimulatedLabels(network, scheduler, test, this::isConnected));
  }

  @Override
  public Optional<ChatMarks> marks() {
    return Optional.of(profiles);
  }

  @Override
  public Optional<Timers> timers() {
    return Optional.of(profiles);
  }

  private Calls.Answer reject(CallId id) {
    if (!isConnected()) {
      return Calls.Answer.NOT_CONNECTED;
    }
    return network.calls().reject(id, scheduler.now())
        ? Calls.Answer.DONE
        : Calls.Answer.NOT_RINGING;
  }

  /** The same for the people of the network. */
  SimulatedGroups groupsOfPeople() {
    return groups;
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    if (isLinked()) {
      throw new Refused(ALREADY_LINKED);
    }
    publish(new Event.Code(codes.pairing(), scheduler.now().plus(PAIRING_CODE_LIFETIME)));
  }

  @Override
  public boolean unlink() {
    synchronized (network) {
      number = null;
      state = State.CLOSED;
    }
    keyring.clear();
    return true;
  }

  @Override
  public void close() {
    synchronized (network) {
      state = State.CLOSED;
    }
  }

  // Calls from phones and the network

  void scan(PhoneNumber by) {
    synchronized (network) {
      if (isLinked()) {
        throw new Refused(ALREADY_LINKED);
      }
      if (state != State.AWAITING_SCAN) {
        throw new Refused(QR_NOT_READY);
      }
      keyring.put(Map.of(NUMBER, by.value().getBytes(US_ASCII)));
      number = by;
      state = State.CONNECTED;
      publish(new Event.Linked(by));
      mailbox.offer(this::connected);
    }
  }

  void receive(Event.Arrival message) {
    if (takesHistory || !(message instanceof Event.History)) {
      publish(message);
    }
  }

  void faultsChanged() {
    if (network.faults().offline()) {
      lose(NOT_CONNECTED, Optional.of(RECONNECT_AFTER));
    } else if (isConnected()) {
      mailbox.offer(receipts::catchUp);
    }
  }

  // State and events

  private void start() {
    Optional<PhoneNumber> linked;
    try {
      linked = keyring.get(NUMBER).map(bytes -> new PhoneNumber(new String(bytes, US_ASCII)));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of a simulated session cannot be read", e);
      lose(ENGINE_FAILED, Optional.empty());
      return;
    }
    synchronized (network) {
      if (state != State.OPENING) {
        return;
      }
      number = linked.orElse(null);
      if (network.faults().offline()) {
        lose(NOT_CONNECTED, Optional.of(RECONNECT_AFTER));
      } else if (linked.isPresent()) {
        state = State.CONNECTED;
        mailbox.offer(this::connected);
      } else {
        state = State.AWAITING_SCAN;
        showQr();
      }
    }
  }

  private void showQr() {
    synchronized (network) {
      if (state != State.AWAITING_SCAN) {
        return;
      }
      if (qrCodesShown == MAX_QR_CODES) {
        lose(UNLINKED, Optional.empty());
        return;
      }
      qrCodesShown++;
      publish(new Event.Qr(codes.qr(), scheduler.now().plus(QR_LIFETIME)));
      scheduler.after(QR_LIFETIME, () -> mailbox.offer(this::showQr));
    }
  }

  private void connected() {
    publishNow(new Event.Connected(number));
    if (!test) {
      for (var next = network.nextQueued(); next.isPresent(); next = network.nextQueued()) {
        publishNow(next.get());
      }
    }
    receipts.catchUp();
  }

  private void lose(Fault fault, Optional<Duration> retryAfter) {
    synchronized (network) {
      if (test || state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      publish(new Event.Lost(fault, retryAfter));
    }
  }

  private void publish(Event event) {
    mailbox.offer(() -> publishNow(event));
  }

  private void publishNow(Event event) {
    if (state != State.CLOSED) {
      events.accept(event instanceof Event.Received received ? media.tried(received) : event);
    }
  }

  private static void run(List<Runnable> work) {
    try {
      work.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a simulated device failed", e);
    }
  }
}
