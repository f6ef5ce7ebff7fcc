package io.crier.application;

import static io.crier.application.Actors.admin;

import io.crier.application.accounts.InMemoryAccounts;
import io.crier.application.accounts.InMemoryAllowances;
import io.crier.application.accounts.InMemoryConducts;
import io.crier.application.accounts.Plans;
import io.crier.application.apikeys.InMemoryApiKeys;
import io.crier.application.chats.InMemoryBlockedContacts;
import io.crier.application.events.Announcements;
import io.crier.application.events.InMemoryEvents;
import io.crier.application.messages.InMemoryChats;
import io.crier.application.messages.InMemoryContacts;
import io.crier.application.messages.InMemoryMemberReceipts;
import io.crier.application.messages.InMemoryMessages;
import io.crier.application.messages.InMemoryMissingFiles;
import io.crier.application.messages.InMemoryRawMessages;
import io.crier.application.notifications.InMemoryNotifications;
import io.crier.application.phones.InMemoryAlertSenders;
import io.crier.application.phones.InMemoryCodes;
import io.crier.application.phones.InMemoryPhones;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.Acceptance;
import io.crier.application.sessions.InMemoryKeyrings;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemoryOwnerNotes;
import io.crier.application.sessions.InMemoryServerNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.application.subscriptions.InMemorySubscriptions;
import io.crier.application.watch.InMemoryPosts;
import io.crier.application.watch.InMemorySpending;
import io.crier.application.watch.InMemoryX;
import io.crier.application.watch.PullSource;
import io.crier.application.watch.PushSource;
import io.crier.application.watch.Spending;
import io.crier.application.watch.WatchX;
import io.crier.application.webhooks.InMemoryDeliveries;
import io.crier.application.webhooks.InMemoryWebhooks;
import io.crier.application.xaccounts.InMemoryXAccounts;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Everything around the use cases, on one thread and in virtual time: the database, WhatsApp, and a
 * {@link Server} that can crash and restart while everything else continues.
 */
public final class World implements InstantSource {

  public static final WatchX.Settings USUAL_WATCH =
      new WatchX.Settings(
          Duration.ofSeconds(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(15),
          new Spending.Limits(Long.MAX_VALUE, Long.MAX_VALUE));

  public static final EngineName SIMULATOR = new EngineName("simulator");
  public static final PhoneNumber HOLDER = new PhoneNumber("+34612345678");

  /** Many tests cause failures: only unexpected ones are logged. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final Logger LOGGERS = Logger.getLogger("io.crier");

  static {
    LOGGERS.setLevel(Level.SEVERE);
  }

  public final InMemoryUnitOfWork database = new InMemoryUnitOfWork();
  public final InMemoryAccounts accounts = new InMemoryAccounts(database);
  public final InMemoryAllowances allowances = new InMemoryAllowances(database, accounts);
  public final InMemoryConducts conducts = new InMemoryConducts(database);
  public final InMemoryApiKeys apiKeys = new InMemoryApiKeys(database);
  public final InMemoryReplays replays = new InMemoryReplays(database);
  public final InMemoryNodes nodes = new InMemoryNodes(database, this);
  public final InMemorySessions sessions = new InMemorySessions(database, nodes);
  public final InMemoryServerNodes serverNodes =
      new InMemoryServerNodes(database, nodes, sessions, this);
  public final InMemoryOwnerNotes ownerNotes = new InMemoryOwnerNotes(database, sessions);
  public final InMemoryKeyrings keyrings = new InMemoryKeyrings(database, sessions);
  public final InMemoryContacts contacts = new InMemoryContacts(database, sessions);
  public final InMemoryMessages messages = new InMemoryMessages(database, sessions, contacts);
  public final InMemoryChats chats = new InMemoryChats(database, sessions, messages);
  public final InMemoryBlockedContacts blockedContacts =
      new InMemoryBlockedContacts(database, sessions);
  public final InMemoryMissingFiles missingFiles = new InMemoryMissingFiles(database, sessions);
  public final InMemoryRawMessages rawMessages = new InMemoryRawMessages(database);
  public final InMemoryMemberReceipts memberReceipts = new InMemoryMemberReceipts(database);
  public final InMemoryAlertSenders alertSenders = new InMemoryAlertSenders(database, sessions);
  public final InMemoryPhones phones = new InMemoryPhones(database);
  public final InMemoryCodes codes = new InMemoryCodes(database);
  public final InMemorySubscriptions subscriptions = new InMemorySubscriptions(database);
  public final InMemoryXAccounts xAccounts = new InMemoryXAccounts(database, subscriptions::active);
  public final InMemoryPosts posts = new InMemoryPosts(database);
  public final InMemoryNotifications notifications =
      new InMemoryNotifications(
          database,
          subscriptions,
          messages,
          posts::find,
          id -> xAccounts.find(id).map(XAccounts.Known::account));
  public final InMemorySpending spending = new InMemorySpending(database);
  public final InMemoryX x = new InMemoryX(database, this);
  public final List<PullSource> pullSources = List.of(x.as("timeline", true), x.as("rss", false));
  public final List<PushSource> pushSources =
      List.of(x.as("activity", 1_500), x.as("stream", 40_000));

  /** The source of posts: none, unless a test sets one. */
  public String xSource = "none";

  public WatchX.Settings watching = USUAL_WATCH;

  public final InMemoryDeliveries deliveries = new InMemoryDeliveries(database);
  public final InMemoryWebhooks webhooks = new InMemoryWebhooks(database, deliveries);
  public final InMemoryWhatsApp whatsApp = new InMemoryWhatsApp(database, this);
  public final RandomGenerator random;

  /** All numbers that WhatsApp was asked about. */
  public final List<PhoneNumber> checks = new ArrayList<>();

  /** Notifies the current server of committed events. */
  public Announcements announcements = new Announcements();

  public final InMemoryEvents events;
  public Plans plans = unlimited();
  public boolean honoursDeletions = true;
  public Server server;

  /** How often WhatsApp delivers its events. */
  private Duration eventInterval = Duration.ofMillis(10);

  private Instant nextHeartbeat = Instant.MIN;
  private final List<SessionId> sessionIds = new ArrayList<>();
  private VirtualTime time;

  public World() {
    this(1);
  }

  public World(long seed) {
    this(seed, VirtualTime.START);
  }

  public World(long seed, Instant start) {
    random = new SplittableRandom(seed);
    time = new VirtualTime(start);
    var relay = new Announcements();
    relay.listen(published -> announcements.announce(published));
    events =
        new InMemoryEvents(database, webhooks, deliveries, relay, this).withNumbersOf(sessions);
    server = new Server(this, time, "node");
    server.start();
    deliverWhatsAppEvents();
  }

  // Time

  @Override
  public Instant instant() {
    return time.instant();
  }

  public void pass(Duration duration) {
    time.pass(duration);
  }

  public void passSeconds(double seconds) {
    pass(Duration.ofMillis((long) (seconds * 1_000)));
  }

  /** Lets time pass before pending work is done, as if the server were slow. */
  public void skip(Duration duration) {
    time.skip(duration);
  }

  /** Lets the work in progress take this much time. */
  public void elapse(Duration duration) {
    time.elapse(duration);
  }

  /** Delivers WhatsApp's events less often, which makes simulating long times faster. */
  public void deliverEventsEvery(Duration pause) {
    eventInterval = pause;
  }

  private void deliverWhatsAppEvents() {
    var hearing = time;
    hearing
        .wheel()
        .schedule(
            hearing.instant().plus(eventInterval),
            () -> {
              hearing.execute(whatsApp::deliverEvents);
              if (server.sources.isOn() && !instant().isBefore(nextHeartbeat)) {
                nextHeartbeat = instant().plus(HEARTBEAT);
                hearing.execute(x::heartbeat);
              }
              deliverWhatsAppEvents();
            });
  }

  // The server

  /** Crashes the server at once: nothing in progress continues. */
  public void crash() {
    server.die();
    for (var session : sessionIds) {
      if (whatsApp.isOpen(session)) {
        whatsApp.drop(session);
        whatsApp.heal(session);
      }
    }
    whatsApp.deliverEvents();
  }

  /** Starts another run of the server on the stored data. */
  public void restart() {
    restart(beginning -> {});
  }

  /** The same, with a change to the server before it starts. */
  public void restart(Consumer<Server> before) {
    announcements = new Announcements();
    time = new VirtualTime(instant());
    server = new Server(this, time, "node");
    before.accept(server);
    server.start();
    deliverWhatsAppEvents();
  }

  // Fixtures

  public Account account() {
    return account(PlanName.ENTERPRISE);
  }

  public Account account(PlanName plan) {
    var account = Account.open("account", plan, instant());
    database.run(() -> accounts.save(account));
    return account;
  }

  /** A session that is waiting to be linked. */
  public Session create(Account account, Pacing pacing) {
    var session =
        server.createSession.create(
            admin(account), "session " + sessionIds.size(), SIMULATOR, Map.of(), usual -> pacing);
    sessionIds.add(session.id());
    passSeconds(0.1);
    return session(session);
  }

  /** A session that has just been linked. */
  public Session connected(Account account, Pacing pacing) {
    var session = create(account, pacing);
    whatsApp.scan(session.id(), HOLDER);
    passSeconds(0.1);
    return session(session);
  }

  /** Sets the limits of the plans. */
  public void limit(Plans limits) {
    plans = limits;
    crash();
    restart();
  }

  /** Makes the server watch X through this source. */
  public void watch(String source, WatchX.Settings settings) {
    xSource = source;
    watching = settings;
    crash();
    restart();
  }

  /** Starts another node on the same database. */
  public Server startNode(String id) {
    var other = new Server(this, time, id);
    other.start();
    return other;
  }

  // Actions

  public AcceptMessages.Request request(Account account, Session session, int to) {
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        MessageFixture.number(to),
        new Content.Text("hello " + to),
        Handling.ORDINARY,
        false,
        Optional.empty());
  }

  /** Accepts the request, and lets a moment pass. */
  public Message accept(AcceptMessages.Request request) {
    var acceptance = server.acceptMessages.accept(request);
    pass(Duration.ofMillis(1));
    if (!acceptance.isDone()) {
      throw new AssertionError("not answered: " + request);
    }
    return ((Acceptance.Accepted) acceptance.join()).message();
  }

  public Message accept(Account account, Session session, int to) {
    return accept(request(account, session, to));
  }

  /** Makes the recipients with these numbers known contacts of the session. */
  public void meet(Session session, int... numbers) {
    var met = new ArrayList<Contact>();
    for (var number : numbers) {
      met.add(
          new Contact(
              session.id(),
              MessageFixture.number(number),
              Optional.of(new Address(number + "@s.whatsapp.net")),
              instant(),
              Optional.of(instant())));
    }
    database.run(() -> contacts.save(met));
  }

  public static Plans unlimited() {
    return plans(Plan.UNLIMITED, Plan.UNLIMITED);
  }

  /** The same limits for each plan. */
  public static Plans plans(long sendsPerDay, long sendsPerMonth) {
    return new Plans(
        Arrays.stream(PlanName.values())
            .map(name -> new Plan(name, 2, 1, 1, 60, sendsPerDay, sendsPerMonth))
            .toList());
  }

  // Results

  public Message message(Message message) {
    return database.execute(
        () ->
            messages
                .find(message.account(), message.id())
                .orElseThrow(() -> new AssertionError("lost: " + message)));
  }

  public MessageStatus status(Message message) {
    return message(message).status();
  }

  public Session session(Session session) {
    return database.execute(() -> sessions.running(session.id()).orElseThrow());
  }

  public List<DomainEvent> events() {
    return database.execute(events::all);
  }

  /** The published statuses of a message, in order. */
  public List<MessageStatus> steps(Message message) {
    return events().stream()
        .filter(MessageEvent.StatusChanged.class::isInstance)
        .map(MessageEvent.StatusChanged.class::cast)
        .filter(event -> event.message().equals(message.id()))
        .map(MessageEvent.StatusChanged::status)
        .toList();
  }
}
