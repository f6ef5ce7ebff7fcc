package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.Keyring;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests how the web engine handles a misbehaving side process. */
class BrokenSideProcessTest extends SideProcessFixture {

  private static final Duration SILENCE = Duration.ofSeconds(41);

  // malformed and partial lines

  @Test
  void sendsSettingsFirst() {
    opened(new InMemoryKeyring(), Map.of());
    while (launched.isEmpty()) {
      Thread.onSpinWait();
    }

    var start = launched.getLast().awaitCommand("start");

    assertThat(start.get("url").textValue()).isEqualTo("wss://web.whatsapp.com/ws/chat");
    assertThat(start.has("testRoot")).isFalse();
  }

  @Test
  void skipsMalformedLines() {
    var link = connected();

    link.process().write("}{ not a line\n[1,2]\n\n\"text\"\n{\"answer\":\"x\"}\n{\"c\":77}\n");
    link.process().write("{\"event\":\"receipt\",\"c\":" + link.number() + "}\n");
    link.writeEvent("receipt", ",'id':'A','reached':'read','at':1");

    assertThat(nextEvent())
        .isEqualTo(
            new Event.Receipt(new WhatsAppId("A"), MessageStatus.READ, Instant.ofEpochSecond(1)));
  }

  @Test
  void readsLinesWrittenInParts() {
    var link = connected();

    link.process().write("{\"event\":\"rec");
    link.process().write("eipt\",\"id\":\"A\",\"reached\":\"delivered\",\"at\":1,\"c\":");
    link.process().write(link.number() + "}");
    link.process().write("\n");

    assertThat(nextEvent()).isInstanceOf(Event.Receipt.class);
  }

  // silence

  @Test
  void reportsUnknownOutcomeAfterTimeout() {
    var link = connected();
    var sending = send(link, ID);
    var request = link.process().awaitCommand("send");

    time.pass(Duration.ofSeconds(21));

    assertThat(sending.join()).isEqualTo(failed(Fault.UNKNOWN_OUTCOME));
    link.process().answer(request, "");
    var next = send(link, new WhatsAppId("NEXT"));
    link.process().answer(link.process().awaitCommand("send"), ",'refused':'406'");
    assertThat(next.join())
        .isEqualTo(
            new Outcome.Failed(
                new Failure(Fault.RECIPIENT_REFUSED, Optional.of(406)), Optional.empty()));
  }

  @Test
  void replacesSilentProcess() {
    var link = connected();

    time.pass(SILENCE);

    assertThat(nextEvent()).isEqualTo(lost(Fault.NOT_CONNECTED));
    assertThat(link.process().isAlive()).isFalse();
    assertThat(open(new InMemoryKeyring()).process()).isNotSameAs(link.process());
  }

  @Test
  void keepsProcessThatAnswersPings() {
    var link = connected();

    for (var round = 0; round < 6; round++) {
      time.pass(Duration.ofSeconds(10));
      link.process().answer(link.process().awaitCommand("ping"), "");
      link.writeEvent("receipt", ",'id':'A','reached':'read','at':1");
      nextEvent();
    }

    assertThat(link.process().isAlive()).isTrue();
  }

  // repeated answers

  @Test
  void ignoresSecondAnswer() {
    var link = connected();
    var first = send(link, ID);
    var request = link.process().awaitCommand("send");
    link.process().answer(request, "");
    link.process().answer(request, ",'refused':'463'");
    assertThat(first.join()).isEqualTo(new Outcome.Sent(ID));

    var second = send(link, new WhatsAppId("NEXT"));
    link.process().answer(request, ",'refused':'463'");
    link.process().answer(link.process().awaitCommand("send"), "");

    assertThat(second.join()).isEqualTo(new Outcome.Sent(new WhatsAppId("NEXT")));
  }

  // end of the process during a send

  @Test
  void reportsUnknownOutcomeWhenProcessEnds() {
    var link = connected();
    var sending = send(link, ID);
    link.process().awaitCommand("send");

    link.process().write("{\"answer\":");
    link.process().end();

    assertThat(sending.join()).isEqualTo(failed(Fault.UNKNOWN_OUTCOME));
    assertThat(nextEvent()).isEqualTo(lost(Fault.NOT_CONNECTED));
    assertThat(link.connection().send(ID, THEM, ADDRESS, HELLO))
        .isEqualTo(failed(Fault.NOT_CONNECTED));
  }

  @Test
  void losesEverySessionOnceAndReopensInNextProcess() {
    var first = connected();
    var second = connected();
    assertThat(second.process()).isSameAs(first.process());

    first.process().end();

    assertThat(List.of(nextEvent(), nextEvent())).containsOnly(lost(Fault.NOT_CONNECTED));
    var again = connected();
    var sending = send(again, ID);
    again.process().answer(again.process().awaitCommand("send"), "");
    assertThat(sending.join()).isEqualTo(new Outcome.Sent(ID));
    assertThat(events).isEmpty();
    assertThat(again.process().hasReceived("send")).isFalse();
  }

  @Test
  void backsOffWhenProcessKeepsEnding() {
    connected().process().end();
    nextEvent();
    connected().process().end();
    nextEvent();

    opened(new InMemoryKeyring(), Map.of());

    assertThat(nextEvent())
        .isEqualTo(new Event.Lost(Fault.ENGINE_FAILED, Optional.of(Duration.ofSeconds(1))));
    assertThat(launched).hasSize(2);
    time.pass(Duration.ofSeconds(1));
    connected();
  }

  @Test
  void endsProgramOfAnotherVersion() {
    connected().process().writeLine("{'event':'ready','protocol':%d}", SideProcess.PROTOCOL);
    var link = connected();

    link.process().writeLine("{'event':'ready','protocol':%d}", SideProcess.PROTOCOL + 1);

    assertThat(List.of(nextEvent(), nextEvent())).containsOnly(lost(Fault.NOT_CONNECTED));
    assertThat(link.process().isAlive()).isFalse();
  }

  @Test
  void reportsProgramThatCannotBeStarted() {
    launchFails = true;

    opened(new InMemoryKeyring(), Map.of());

    assertThat(nextEvent())
        .isEqualTo(new Event.Lost(Fault.ENGINE_FAILED, Optional.of(Duration.ZERO)));
  }

  // keys

  @Test
  void loadsAndSavesKeys() {
    var keys = new InMemoryKeyring();
    var link = open(keys);

    link.process()
        .writeLine(
            "{'do':'save','c':%d,'ask':1,'put':{'creds':'{}','pre-key/1':'k'},'remove':[]}",
            link.number());
    assertThat(link.process().awaitAnswer().toString()).isEqualTo("{\"answer\":1}");
    link.process()
        .writeLine("{'do':'load','c':%d,'ask':2,'names':['pre-key/1','pre-key/2']}", link.number());

    assertThat(link.process().awaitAnswer().toString())
        .isEqualTo("{\"answer\":2,\"values\":{\"pre-key/1\":\"k\"}}");
  }

  @Test
  void losesConnectionWhenKeysCannotBeSaved() {
    var link = open(new ReadOnlyKeys());

    link.process()
        .writeLine("{'do':'save','c':%d,'ask':1,'put':{'a':'b'},'remove':[]}", link.number());

    assertThat(link.process().awaitAnswer().get("error").textValue()).isEqualTo("refused");
    assertThat(nextEvent()).isEqualTo(lost(Fault.NOT_CONNECTED));
    link.process().awaitCommand("close");
  }

  @Test
  void savesNoKeysOnceClosed() {
    var keys = new InMemoryKeyring();
    var link = open(keys);
    link.connection().close();

    link.process()
        .writeLine("{'do':'save','c':%d,'ask':1,'put':{'a':'b'},'remove':[]}", link.number());

    assertThat(link.process().awaitAnswer().get("error").textValue()).isEqualTo("closed");
    assertThat(keys.get("a")).isEmpty();
  }

  private static final class ReadOnlyKeys implements Keyring {

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      return Map.of();
    }

    @Override
    public Set<String> names(String prefix) {
      return Set.of();
    }

    @Override
    public void change(Map<String, byte[]> changed, Set<String> removed) {
      throw new IllegalStateException("this node does not own the session");
    }

    @Override
    public void clear() {}
  }
}
