package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.calls.CallId;
import io.crier.domain.chats.Presence;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
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

/**
 * WhatsApp in memory, for tests on one thread. It answers as configured, records submissions, fails
 * inside a unit of work, and delivers its events only when {@link #deliverEvents} is called.
 */
public final class InMemoryWhatsApp implements Engine, WhatsAppSide {

  private final InMemoryUnitOfWork unitOfWork;
  private final InstantSource clock;
  private final EngineName name;
  private final Set<Ability> abilities =
      EnumSet.complementOf(EnumSet.range(Ability.GROUPS, Ability.DISAPPEARING));
  public final InMemoryGroups groups = new InMemoryGroups();
  public final InMemoryCalls calls = new InMemoryCalls();
  public final InMemoryProfiles profiles = new InMemoryProfiles();
  public final InMemoryBlocks blocks = new InMemoryBlocks();
  public final InMemoryChatMarks marks = new InMemoryChatMarks();
  public final InMemoryChannels channels = new InMemoryChannels();
  public final InMemoryLabels labels = new InMemoryLabels();
  public final InMemoryTimers timers = new InMemoryTimers();
  final InMemoryPresences presences = new InMemoryPresences(true);
  private final Map<SessionId, InMemoryConnection> connections = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private final Map<WhatsAppId, Sent> unacknowledged = new LinkedHashMap<>();
  final InMemoryAnswers answers;
  private final Map<PhoneNumber, PhoneNumber> registrations = new HashMap<>();
  private final Set<SessionId> dropped = new HashSet<>();
  private boolean mute;
  boolean refusesLogOuts;

  /** The version that connections report, and those that WhatsApp refuses. */
  public ClientVersion clientVersion;

  public final Set<ClientVersion> refusedVersions = new HashSet<>();

  /** The sessions for which it was to look for a newer version. */
  public final List<SessionId> lookedFor = new ArrayList<>();

  private final Queue<Runnable> events = new ArrayDeque<>();
  private final List<WhatsAppId> seen = new ArrayList<>();

  /** Where files of messages to the sessions are. */
  public final InMemoryMediaHost mediaHost;

  private final QueryLimit queries;
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
    this.answers = new InMemoryAnswers(clock);
    this.queries = new QueryLimit(clock);
    this.name = name;
    this.mediaHost = new InMemoryMediaHost(unitOfWork);
  }

  // Configuration

  /** The results of the next sends, one each; afterwards sends succeed. */
  public void willAnswer(Outcome... outcomes) {
    answers.add(List.of(outcomes));
  }

  public void willFail(Fault fault) {
    willAnswer(new Outcome.Failed(fault, Optional.empty()));
  }

  public void addAbility(Ability ability) {
    abilities.add(ability);
  }

  public void removeAbility(Ability ability) {
    abilities.remove(ability);
  }

  public void sendReceipts(boolean yes) {
    receipts = yes;
  }

  /** Queries are refused for this long, counted from now. */
  public void limitQueries(Duration pause) {
    queries.limit(pause);
  }

  void requireQueries() {
    queries.require();
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
    return answers.wasRestricted(to);
  }

  public boolean isOpen(SessionId session) {
    return connections.containsKey(session) && connections.get(session).isOpen();
  }

  /** Whether the device of the session is among those of a phone. */
  public boolean isLinked(SessionId session) {
    return connections.containsKey(session) && connections.get(session).isLinked();
  }

  /** From now on opened connections report nothing. */
  public void mute() {
    mute = true;
  }

  // WhatsApp's side

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    var connection = connections.get(session);
    if (connection == null || !connection.isOpen()) {
      throw new Refused(QR_NOT_READY);
    }
    if (connection.isLinked()) {
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
  public List<WhatsAppId> changed(SessionId session) {
    return sent(session).stream()
        .map(Sent::content)
        .filter(Change.class::isInstance)
        .map(it -> ((Change) it).target().whatsAppId())
        .toList();
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    report(session, message(from, content));
  }

  @Override
  public void show(SessionId session, Recipient by, Presence presence) {
    report(session, new Event.PresenceSeen(by, by, presence, clock.instant()));
  }

  @Override
  public Presence shown(SessionId session, Recipient chat) {
    return presences.shown(chat);
  }

  @Override
  public CallId call(SessionId session, Recipient from, boolean video) {
    var call = calls.ring(from, video);
    report(session, new Event.Called(call, clock.instant()));
    return call.id();
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    report(session, message(to, content).sentElsewhere());
  }

  @Override
  public void handOver(SessionId session, List<Past> messages) {
    connections.get(session).handOver(messages);
  }

  private Event.Received message(Recipient peer, Content content) {
    return new Event.Received(nextId(), peer, Optional.of(address(peer)), content, clock.instant());
  }

  private WhatsAppId nextId() {
    return new WhatsAppId("3A%018d".formatted(++inbound));
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    report(session, mediaHost.receive(nextId(), from, missing, file, clock.instant()));
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

  /** The account of whoever is asked for by this number is registered under another one. */
  public void register(PhoneNumber asked, PhoneNumber registered) {
    registrations.put(asked, registered);
  }

  Address addressOf(PhoneNumber asked) {
    return address(new Recipient.Phone(registrations.getOrDefault(asked, asked)));
  }

  @Override
  public void vote(SessionId session, Recipient voter, WhatsAppId poll, List<String> options) {
    var address = Optional.of(address(voter));
    report(session, new PollVoted(true, poll, voter, address, voter, options, clock.instant()));
  }

  @Override
  public void choose(SessionId session, Recipient by, WhatsAppId menu, String option) {
    write(session, by, InMemoryMenus.chosen(sent(session), menu, option));
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    answers.forget(number);
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    answers.refuse(number, fault);
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
  public Set<EngineSetting> settings() {
    return Set.of(
        new EngineSetting("place", false, false), new EngineSetting("token", false, true));
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> listener) {
    requireNoUnitOfWork();
    var connection = new InMemoryConnection(this, identity, keyring, listener);
    connections.put(identity.session(), connection);
    if (!mute) {
      events.add(connection::start);
    }
    return connection;
  }

  @Override
  public Optional<ClientVersion> clientVersion() {
    return Optional.ofNullable(clientVersion);
  }

  @Override
  public void lookForVersion(Identity identity) {
    lookedFor.add(identity.session());
  }

  static Address address(Recipient of) {
    return new Address(of.text().replace("+", "") + "@s.whatsapp.net");
  }

  // What its connections ask

  void requireNoUnitOfWork() {
    unitOfWork.forbid("a call to WhatsApp");
  }

  Instant now() {
    return clock.instant();
  }

  /** Runs this when events are delivered. */
  void later(Runnable event) {
    events.add(event);
  }

  boolean isDropped(SessionId session) {
    return dropped.contains(session);
  }

  void record(Sent submission) {
    sent.add(submission);
    unacknowledged.put(submission.id(), submission);
  }

  /** Whether receipts of this message are due; true once. */
  boolean takeReceipts(WhatsAppId id) {
    return receipts && unacknowledged.remove(id) != null;
  }

  List<Sent> unacknowledged(SessionId session) {
    return unacknowledged.values().stream().filter(it -> it.session().equals(session)).toList();
  }

  void markSeen(WhatsAppId id) {
    seen.add(id);
  }
}
