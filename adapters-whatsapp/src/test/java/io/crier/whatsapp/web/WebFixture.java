package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.OURS;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.TimerWheel;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.ChannelSide;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.LabelSide;
import io.crier.application.sessions.ProfileSide;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.calls.CallId;
import io.crier.domain.chats.Presence;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeHistory;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import io.crier.whatsapp.web.fake.Submission;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The web engine with its real side process and a fake WhatsApp, in real time. */
final class WebFixture implements WhatsAppSide, AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int IDLE_ROUNDS = 2;
  private static final long ROUND_NANOS = 50_000_000;
  private static final long POLL_NANOS = 5_000_000;
  private static final int RESTRICTED = 463;
  private static final Instant END_OF_RESTRICTION = Instant.parse("2100-01-01T00:00:00Z");
  private static final int NOT_ACCEPTABLE = 406;

  final FakeWhatsApp whatsApp = FakeWhatsApp.start();
  final Clock clock = Clock.systemUTC();
  final MediaStore media = new InMemoryMediaStore(new InMemoryUnitOfWork(), clock);
  private final TimerWheel wheel = new TimerWheel(clock);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  final EngineActivity activity = new EngineActivity();
  private final Queue<Runnable> queuedActions = new ArrayDeque<>();
  private final Set<String> receipted = new HashSet<>();
  private final RecordingLauncher launcher;
  private final WebSettings settings;
  private WebEngine engine;
  private PhoneNumber linked;

  /**
   * @param trusted whether the process is configured to trust this WhatsApp
   */
  WebFixture(Path folder, boolean trusted) {
    settings =
        new WebSettings(
            "node",
            512,
            URI.create(whatsApp.url()),
            trusted ? Optional.of(whatsApp.rootHex()) : Optional.empty(),
            Optional.of(whatsApp.mediaCertificate()),
            Optional.empty(),
            whatsApp.versions().url(),
            10_000_000,
            folder);
    launcher = new RecordingLauncher(new NodeLauncher(settings));
    engine = newEngine();
    whatsApp.receipts(FakeWhatsApp.Receipts.NONE);
    ticks.scheduleWithFixedDelay(
        () -> wheel.advanceTo(clock.instant()), 10, 10, TimeUnit.MILLISECONDS);
  }

  private WebEngine newEngine() {
    return new WebEngine(
        settings, launcher, new Proxies(address -> true), media, wheel, executor, clock);
  }

  /** Replaces the engine, as when the server restarts. */
  void restart() {
    engine.close();
    engine = newEngine();
  }

  Engine engine() {
    return activity.observe(() -> engine);
  }

  Optional<String> missing() {
    return launcher.missing();
  }

  /** The id of the process. */
  long pid() {
    return launcher.last.pid();
  }

  /** Kills the process, like {@code kill -9}. */
  void killProcess() {
    launcher.last.destroyForcibly();
  }

  String qr() {
    await("a QR code is shown", () -> activity.qr().isPresent());
    return activity.qr().orElseThrow();
  }

  // WhatsAppSide

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    linked = by;
    var shown = qr();
    activity.begin();
    whatsApp.scan(shown, by.value());
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return whatsApp.arrived().stream().map(ArrivedSubmission::of).toList();
  }

  @Override
  public List<WhatsAppId> changed(SessionId session) {
    return whatsApp.arrived().stream()
        .flatMap(it -> it.quoted().stream())
        .map(quote -> new WhatsAppId(quote.id()))
        .toList();
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    queuedActions.add(() -> whatsApp.write(from.text(), linked.value(), content.text()));
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    queuedActions.add(
        () ->
            whatsApp.writeOnPhone(linked.value(), to.text(), InboundMessage.text(content.text())));
  }

  @Override
  public void postStory(SessionId session, Recipient by, String text) {
    var story = InboundMessage.text(text).in(Recipient.STORIES);
    queuedActions.add(() -> whatsApp.write(by.text(), linked.value(), story));
  }

  @Override
  public void handOver(SessionId session, List<Past> messages) {
    var past =
        messages.stream()
            .map(
                it ->
                    new FakeHistory.Past(
                        it.id().value(),
                        it.chat().text(),
                        it.ours(),
                        InboundMessage.text(it.text()),
                        it.at().getEpochSecond()))
            .toList();
    if (activity.takesHistory()) {
      activity.expectEvents(1);
    }
    whatsApp.history().handOver(linked.value(), past);
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    var attachment = new Attachment(missing.mimeType(), missing.filename().orElse(""), file);
    var kind = MessageKind.valueOf(missing.kind().name());
    var message = InboundMessage.file(kind, attachment, missing.text());
    queuedActions.add(() -> whatsApp.write(from.text(), linked.value(), message));
  }

  @Override
  public void failDownloads(SessionId session, boolean fail) {
    whatsApp.media().fail(fail);
  }

  @Override
  public void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    var edit = InboundMessage.edit(id.value(), InboundMessage.text(text));
    queuedActions.add(() -> whatsApp.write(from.text(), linked.value(), edit));
  }

  @Override
  public void revoke(SessionId session, Recipient from, WhatsAppId id) {
    var deletion = InboundMessage.deletion(id.value());
    queuedActions.add(() -> whatsApp.write(from.text(), linked.value(), deletion));
  }

  @Override
  public void vote(SessionId session, Recipient voter, WhatsAppId poll, List<String> options) {
    var sent = whatsApp.arrived().stream().filter(it -> it.id().equals(poll.value())).findFirst();
    var vote =
        InboundMessage.vote(
            poll.value(),
            sent.orElseThrow().secret().orElseThrow().key(),
            address(linked.value()),
            address(voter.text()),
            options);
    queuedActions.add(() -> whatsApp.write(voter.text(), linked.value(), vote));
  }

  private static String address(String number) {
    return number.substring(1) + "@s.whatsapp.net";
  }

  @Override
  public Recipient.Group createGroup(
      SessionId session, Recipient by, String subject, List<Recipient> others) {
    activity.expectEvents(1);
    var people =
        Stream.concat(Stream.of(by.text(), linked.value()), others.stream().map(Recipient::text));
    return new Recipient.Group(whatsApp.groups().create(subject, people.toArray(String[]::new)));
  }

  @Override
  public void changeParticipants(
      SessionId session,
      Recipient.Group group,
      Recipient by,
      ParticipantAction action,
      Recipient participant) {
    activity.expectEvents(1);
    whatsApp
        .groups()
        .change(
            group.text(), by.text(), action.name().toLowerCase(Locale.ROOT), participant.text());
  }

  @Override
  public void show(SessionId session, Recipient by, Presence presence) {
    activity.expectEvents(1);
    whatsApp.presences().show(by.text(), linked.value(), presence.name());
  }

  @Override
  public Presence shown(SessionId session, Recipient chat) {
    return switch (whatsApp.typings().getLast().state()) {
      case "composing" -> Presence.TYPING;
      case "recording" -> Presence.RECORDING;
      default -> Presence.PAUSED;
    };
  }

  @Override
  public ProfileSide profiles() {
    return new WebProfileSide(whatsApp, activity, linked);
  }

  @Override
  public ChannelSide channels() {
    return new WebChannelSide(whatsApp.channels(), linked, queuedActions::add);
  }

  @Override
  public Set<ChatMark> marks(SessionId session, Recipient chat) {
    return WebMarkSide.marks(whatsApp.appState(), linked.value(), Contents.address(chat));
  }

  @Override
  public LabelSide labels() {
    return new WebLabelSide(whatsApp, activity, linked);
  }

  @Override
  public CallId call(SessionId session, Recipient from, boolean video) {
    activity.expectEvents(1);
    return new CallId(whatsApp.calls().ring(from.text(), linked.value(), video));
  }

  @Override
  public List<CallId> rejectedCalls(SessionId session) {
    return whatsApp.calls().rejected().stream().map(CallId::new).toList();
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    whatsApp.forget(number.value());
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    if (fault == Fault.RESTRICTED) {
      whatsApp.restrict(OURS.value(), END_OF_RESTRICTION);
    }
    whatsApp.refuse(number.value(), fault == Fault.RESTRICTED ? RESTRICTED : NOT_ACCEPTABLE);
  }

  @Override
  public void drop(SessionId session) {
    activity.beginIfConnected();
    whatsApp.unreachable(true);
  }

  @Override
  public void heal(SessionId session) {
    whatsApp.heal();
    whatsApp.receipts(FakeWhatsApp.Receipts.NONE);
  }

  /** Runs queued actions of people, and waits until the engine has processed the consequences. */
  void settle() {
    awaitIdle();
    whatsApp.arrived().stream()
        .map(Submission::id)
        .filter(receipted::add)
        .forEach(
            id -> {
              queuedActions.add(() -> whatsApp.deliver(id));
              queuedActions.add(() -> whatsApp.read(id));
            });
    if (!queuedActions.isEmpty()) {
      activity.expectEvents(queuedActions.size());
      queuedActions.forEach(Runnable::run);
      queuedActions.clear();
      awaitIdle();
    }
  }

  /**
   * Waits until started operations have completed, and then until the process has answered several
   * pings without any other activity in between.
   */
  private void awaitIdle() {
    await("all operations complete", activity::isComplete);
    var end = System.nanoTime() + TIMEOUT.toNanos();
    for (var idleRounds = 0; idleRounds < IDLE_ROUNDS && System.nanoTime() < end; idleRounds++) {
      var before = activity.count();
      LockSupport.parkNanos(ROUND_NANOS);
      ping();
      if (activity.count() != before) {
        idleRounds = -1;
      }
    }
  }

  private void ping() {
    try {
      engine.process().instance().request(SideProcess.line("do", "ping"), TIMEOUT).join();
    } catch (SideProcess.Unavailable e) {
      // it has ended, so there is no activity
    }
  }

  void await(String what, BooleanSupplier condition) {
    var end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("timed out waiting until " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void close() {
    engine.close();
    whatsApp.close();
    ticks.shutdownNow();
    executor.shutdown();
  }
}
