package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineContract.ACCOUNT;
import static io.crier.application.sessions.EngineContract.HELLO;
import static io.crier.application.sessions.EngineContract.ID;
import static io.crier.application.sessions.EngineContract.OURS;
import static io.crier.application.sessions.EngineContract.SESSION;
import static io.crier.application.sessions.EngineContract.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.messages.InMemoryMediaStore;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract.Keys;
import io.crier.application.sessions.Keyring;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the web engine makes of a side process that misbehaves in every way. */
class BrokenSideProcessTest {

  private static final Optional<Address> THERE = Optional.of(new Address("1@s.whatsapp.net"));
  private static final Duration SILENCE = Duration.ofSeconds(41);
  private static final int PATIENCE_SECONDS = 10;

  @TempDir Path folder;

  private final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<ScriptedProcess> launched = new ArrayList<>();
  private boolean unlaunchable;
  private WebEngine engine;

  private final class Scripted implements Launcher {

    @Override
    public Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    public Process launch() throws IOException {
      if (unlaunchable) {
        throw new IOException("no such program");
      }
      launched.add(new ScriptedProcess());
      return launched.getLast();
    }
  }

  private WebEngine engine() {
    if (engine == null) {
      var settings =
          new WebSettings(
              "node",
              512,
              WebSettings.WHATSAPP,
              Optional.empty(),
              Optional.empty(),
              Optional.of("2.3000.1"),
              1_000,
              folder);
      engine =
          new WebEngine(
              settings,
              new Scripted(),
              new Proxies(address -> !address.isLoopbackAddress()),
              new InMemoryMediaStore(new InMemoryUnitOfWork(), time),
              time.wheel(),
              executor,
              time);
    }
    return engine;
  }

  @AfterEach
  void stop() {
    engine().close();
    executor.close();
  }

  /** A connection, and the process that has it. */
  private record Link(Engine.Connection connection, ScriptedProcess process, long number) {

    void says(String event, String more) {
      process.says("{'event':'%s','c':%d%s}", event, number, more);
    }
  }

  private Engine.Connection opened(Keyring keys, Map<String, String> settings) {
    return engine().open(new Engine.Identity(SESSION, ACCOUNT, settings, false), keys, events::add);
  }

  private Link open(Keyring keys) {
    var connection = opened(keys, Map.of());
    while (launched.isEmpty() || !launched.getLast().isAlive()) {
      Thread.onSpinWait();
    }
    var process = launched.getLast();
    return new Link(connection, process, process.hears("open").get("c").longValue());
  }

  private Link connected() {
    var link = open(new Keys());
    link.says("up", ",'address':'966501234567@s.whatsapp.net'");
    assertThat(told()).isEqualTo(new Event.Connected(OURS));
    return link;
  }

  private Event told() {
    try {
      var event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Optional.ofNullable(event).orElseThrow(() -> new AssertionError("nothing is told"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private CompletableFuture<Outcome> send(Link link, WhatsAppId id) {
    return CompletableFuture.supplyAsync(
        () -> link.connection().send(id, THEM, THERE, HELLO), executor);
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  private static Event lost(Fault fault) {
    return new Event.Lost(fault, Optional.empty());
  }

  // garbage, half lines

  @Test
  void itIsToldFirstHowToReachWhatsApp() {
    opened(new Keys(), Map.of());
    while (launched.isEmpty()) {
      Thread.onSpinWait();
    }

    var start = launched.getLast().hears("start");

    assertThat(start.get("url").textValue()).isEqualTo("wss://web.whatsapp.com/ws/chat");
    assertThat(start.get("version").toString()).isEqualTo("[2,3000,1]");
    assertThat(start.has("testRoot")).isFalse();
  }

  @Test
  void garbageIsPassedOver() {
    var link = connected();

    link.process().utters("}{ not a line\n[1,2]\n\n\"text\"\n{\"answer\":\"x\"}\n{\"c\":77}\n");
    link.process().utters("{\"event\":\"receipt\",\"c\":" + link.number() + "}\n");
    link.says("receipt", ",'id':'A','reached':'read','at':1");

    assertThat(told())
        .isEqualTo(
            new Event.Receipt(new WhatsAppId("A"), MessageStatus.READ, Instant.ofEpochSecond(1)));
  }

  @Test
  void aLineMayComeInPieces() {
    var link = connected();

    link.process().utters("{\"event\":\"rec");
    link.process().utters("eipt\",\"id\":\"A\",\"reached\":\"delivered\",\"at\":1,\"c\":");
    link.process().utters(link.number() + "}");
    link.process().utters("\n");

    assertThat(told()).isInstanceOf(Event.Receipt.class);
  }

  // silence

  @Test
  void aSendThatIsNotAnsweredMayHaveBeenSent() {
    var link = connected();
    var sending = send(link, ID);
    var question = link.process().hears("send");

    time.pass(Duration.ofSeconds(21));

    assertThat(sending.join()).isEqualTo(failed(Fault.UNKNOWN_OUTCOME));
    link.process().answers(question, "");
    var next = send(link, new WhatsAppId("NEXT"));
    link.process().answers(link.process().hears("send"), ",'refused':'406'");
    assertThat(next.join()).isEqualTo(failed(Fault.RECIPIENT_REFUSED));
  }

  @Test
  void aProcessThatSaysNothingIsReplaced() {
    var link = connected();

    time.pass(SILENCE);

    assertThat(told()).isEqualTo(lost(Fault.NOT_CONNECTED));
    assertThat(link.process().isAlive()).isFalse();
    assertThat(open(new Keys()).process()).isNotSameAs(link.process());
  }

  @Test
  void aProcessThatAnswersIsKept() {
    var link = connected();

    for (var round = 0; round < 6; round++) {
      time.pass(Duration.ofSeconds(10));
      link.process().answers(link.process().hears("ping"), "");
      link.says("receipt", ",'id':'A','reached':'read','at':1");
      told();
    }

    assertThat(link.process().isAlive()).isTrue();
  }

  // two answers

  @Test
  void anAnswerThatComesTwiceAnswersNothingElse() {
    var link = connected();
    var first = send(link, ID);
    var question = link.process().hears("send");
    link.process().answers(question, "");
    link.process().answers(question, ",'refused':'463'");
    assertThat(first.join()).isEqualTo(new Outcome.Sent(ID));

    var second = send(link, new WhatsAppId("NEXT"));
    link.process().answers(question, ",'refused':'463'");
    link.process().answers(link.process().hears("send"), "");

    assertThat(second.join()).isEqualTo(new Outcome.Sent(new WhatsAppId("NEXT")));
  }

  // the end, in the middle of a send

  @Test
  void aProcessThatEndsInTheMiddleOfASendLeavesItsOutcomeUnknown() {
    var link = connected();
    var sending = send(link, ID);
    link.process().hears("send");

    link.process().utters("{\"answer\":");
    link.process().ends();

    assertThat(sending.join()).isEqualTo(failed(Fault.UNKNOWN_OUTCOME));
    assertThat(told()).isEqualTo(lost(Fault.NOT_CONNECTED));
    assertThat(link.connection().send(ID, THEM, THERE, HELLO))
        .isEqualTo(failed(Fault.NOT_CONNECTED));
  }

  @Test
  void everySessionIsToldOfTheEndOnceAndOpensInTheNextProcess() {
    var first = connected();
    var second = connected();
    assertThat(second.process()).isSameAs(first.process());

    first.process().ends();

    assertThat(List.of(told(), told())).containsOnly(lost(Fault.NOT_CONNECTED));
    var again = connected();
    var sending = send(again, ID);
    again.process().answers(again.process().hears("send"), "");
    assertThat(sending.join()).isEqualTo(new Outcome.Sent(ID));
    assertThat(events).isEmpty();
    assertThat(again.process().hasHeard("send")).isFalse();
  }

  @Test
  void aProcessThatKeepsEndingIsStartedLessAndLessOften() {
    connected().process().ends();
    told();
    connected().process().ends();
    told();

    opened(new Keys(), Map.of());

    assertThat(told())
        .isEqualTo(new Event.Lost(Fault.ENGINE_FAILED, Optional.of(Duration.ofSeconds(1))));
    assertThat(launched).hasSize(2);
    time.pass(Duration.ofSeconds(1));
    connected();
  }

  @Test
  void aProgramThatCannotBeStartedIsTold() {
    unlaunchable = true;

    opened(new Keys(), Map.of());

    assertThat(told()).isEqualTo(new Event.Lost(Fault.ENGINE_FAILED, Optional.of(Duration.ZERO)));
  }

  // keys

  @Test
  void keysAreReadAndKept() {
    var keys = new Keys();
    var link = open(keys);

    link.process()
        .says(
            "{'do':'save','c':%d,'ask':1,'put':{'creds':'{}','pre-key/1':'k'},'remove':[]}",
            link.number());
    assertThat(link.process().isAnswered().toString()).isEqualTo("{\"answer\":1}");
    link.process()
        .says("{'do':'load','c':%d,'ask':2,'names':['pre-key/1','pre-key/2']}", link.number());

    assertThat(link.process().isAnswered().toString())
        .isEqualTo("{\"answer\":2,\"values\":{\"pre-key/1\":\"k\"}}");
  }

  @Test
  void keysThatMayNotBeKeptAnyMoreEndTheConnection() {
    var link = open(new SomebodyElses());

    link.process().says("{'do':'save','c':%d,'ask':1,'put':{'a':'b'},'remove':[]}", link.number());

    assertThat(link.process().isAnswered().get("error").textValue()).isEqualTo("refused");
    assertThat(told()).isEqualTo(lost(Fault.NOT_CONNECTED));
    link.process().hears("close");
  }

  @Test
  void aConnectionThatWasClosedKeepsNothing() {
    var keys = new Keys();
    var link = open(keys);
    link.connection().close();

    link.process().says("{'do':'save','c':%d,'ask':1,'put':{'a':'b'},'remove':[]}", link.number());

    assertThat(link.process().isAnswered().get("error").textValue()).isEqualTo("closed");
    assertThat(keys.get("a")).isEmpty();
  }

  private static final class SomebodyElses implements Keyring {

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      return Map.of();
    }

    @Override
    public void change(Map<String, byte[]> kept, Set<String> forgotten) {
      throw new IllegalStateException("this node does not own the session");
    }

    @Override
    public void clear() {}
  }

  // what WhatsApp says when it closes, and when it refuses

  @ParameterizedTest
  @CsvSource({
    "401, UNLINKED",
    "403, BANNED",
    "405, OUTDATED",
    "408, NOT_CONNECTED",
    "411, UNLINKED",
    "428, NOT_CONNECTED",
    "440, REPLACED",
    "500, NOT_CONNECTED",
    "503, NOT_CONNECTED",
    "keys, NOT_CONNECTED"
  })
  void theEndOfAConnectionHasAReason(String code, Fault fault) {
    connected().says("down", ",'code':'%s'".formatted(code));

    assertThat(told()).isEqualTo(lost(fault));
  }

  @Test
  void nobodyScannedInTime() {
    var link = open(new Keys());
    link.says("qr", ",'value':'2@x','ms':20000");
    assertThat(told()).isEqualTo(new Event.Qr("2@x", time.instant().plusSeconds(20)));

    link.says("down", ",'code':408");

    assertThat(told()).isEqualTo(lost(Fault.UNLINKED));
  }

  @Test
  void aWhatsAppThatIsNotReachedDoesNotUnlink() {
    open(new Keys()).says("down", ",'code':408");

    assertThat(told()).isEqualTo(lost(Fault.NOT_CONNECTED));
  }

  @Test
  void keysThatAreBadTimeAndAgainMustBeMadeAnew() {
    for (var time = 1; time < 5; time++) {
      open(new Keys()).says("down", ",'code':500");
      assertThat(told()).isEqualTo(lost(Fault.NOT_CONNECTED));
    }

    open(new Keys()).says("down", ",'code':500");

    assertThat(told()).isEqualTo(lost(Fault.UNLINKED));
  }

  @ParameterizedTest
  @CsvSource({
    "refused:404, RECIPIENT_NOT_ON_WHATSAPP",
    "refused:406, RECIPIENT_REFUSED",
    "refused:479, CONTENT_REFUSED",
    "refused:500, ENGINE_FAILED",
    "fault:not_connected, NOT_CONNECTED",
    "fault:engine_failed, ENGINE_FAILED",
    "fault:unknown_outcome, UNKNOWN_OUTCOME",
    "fault:whatever, UNKNOWN_OUTCOME"
  })
  void aSendFailsForAReason(String answer, Fault fault) {
    var link = connected();
    var sending = send(link, ID);

    link.process().answers(link.process().hears("send"), ",'" + answer.replace(":", "':'") + "'");

    assertThat(sending.join()).isEqualTo(failed(fault));
  }

  @Test
  void aRestrictionLastsAsLongAsWhatsAppSaysOrADay() {
    var link = connected();
    var told = send(link, ID);
    link.process()
        .answers(
            link.process().hears("send"), ",'refused':'463','until':'2026-11-22T00:00:00.000Z'");
    var untold = send(link, ID);
    link.process().answers(link.process().hears("send"), ",'refused':'463'");

    assertThat(told.join())
        .isEqualTo(
            new Outcome.Failed(
                Fault.RESTRICTED, Optional.of(Instant.parse("2026-11-22T00:00:00Z"))));
    assertThat(untold.join())
        .isEqualTo(
            new Outcome.Failed(
                Fault.RESTRICTED, Optional.of(time.instant().plus(Duration.ofDays(1)))));
  }

  // proxies

  @Test
  void theProxyOfASessionIsGivenByItsAddress() {
    opened(new Keys(), Map.of("proxy", "http://user:word@192.0.2.7:3128"));
    while (launched.isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(launched.getLast().hears("open").get("proxy").textValue())
        .isEqualTo("http://user:word@192.0.2.7:3128");
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:3128", "http://localhost:3128", "socks5://192.0.2.7:1", "x y"})
  void aProxyThatMayNotBeUsedIsNot(String proxy) {
    opened(new Keys(), Map.of("proxy", proxy));

    assertThat(told()).isEqualTo(lost(Fault.ENGINE_FAILED));
    assertThat(launched.getLast().hasHeard("open")).isFalse();
  }

  // what is received

  @Test
  void somebodyIsKnownByNumberAndAnsweredWhereTheyWroteFrom() {
    var received =
        received("'from':{'address':'77@lid','lid':'77@lid','pn':'966507654321@s.whatsapp.net'}");

    assertThat(received.from()).isEqualTo(new Recipient.Phone(new PhoneNumber("+966507654321")));
    assertThat(received.address()).hasValue(new Address("77@lid"));
  }

  @Test
  void somebodyWhoseNumberIsHiddenIsKnownByWhatHidesIt() {
    var received = received("'from':{'address':'123456@lid','lid':'123456@lid'}");

    assertThat(received.from()).isEqualTo(new Recipient.Hidden("123456@lid"));
  }

  @Test
  void aTextThatIsTooLongOrNotWellFormedIsKeptAsFarAsItIs() {
    var received =
        received(
            "'from':{'address':'123456@lid'}",
            "{'type':'text','text':'a\\u0000\\ud800%s'}".formatted("é".repeat(5_000)));

    assertThat(received.content().text()).startsWith("a\uFFFDé").hasSize(4_096);
  }

  @Test
  void whatIsNotUnderstoodIsKeptAsSuch() {
    assertThat(received("'from':{'address':'123456@lid'}", "{'type':'poll'}").content())
        .isInstanceOf(Content.Unsupported.class);
    assertThat(received("'from':{'address':'123456@lid'}", "{'type':'text'}").content())
        .isInstanceOf(Content.Unsupported.class);
  }

  private Event.Received received(String from) {
    return received(from, "{'type':'text','text':'hi'}");
  }

  private Event.Received received(String from, String content) {
    connected()
        .says("message", ",'id':'A','at':5,%s,'content':%s,'mentions':[]".formatted(from, content));
    return (Event.Received) told();
  }
}
