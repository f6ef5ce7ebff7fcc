package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.InMemoryKeyring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what becomes of stored messages once they are kept. */
class KeptMessagesTest extends SideProcessFixture {

  private static final String ENTRY = "inbox/m1";

  private final InMemoryKeyring keys = new InMemoryKeyring();
  private Link link;
  private int requests;

  @BeforeEach
  void connect() {
    link = open(keys);
    link.writeEvent("up", ",'address':'966501234567@s.whatsapp.net'");
    nextEvent();
    save("'inbox/m1':'{}'");
  }

  @Test
  void listsStoredMessages() {
    link.process().writeLine("{'do':'list','c':%d,'ask':77,'prefix':'inbox/'}", link.number());

    assertThat(link.process().awaitAnswer().toString())
        .isEqualTo("{\"answer\":77,\"names\":[\"inbox/m1\"]}");
  }

  @Test
  void marksKeptMessageWithNextChange() {
    var received = received();
    save("'creds':'1'");
    assertThat(stored()).isEqualTo("{}");

    received.kept().run();
    assertThat(stored()).isEqualTo("{}");
    save("'creds':'2'");

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"edited", "revoked"})
  void marksWhatIsDoneToAMessageOnceThatIsKept(String revision) {
    link.writeEvent(
        "message",
        ",'inbox':'m1','revision':'%s','ours':false,'id':'A','at':5,".formatted(revision)
            + "'peer':{'address':'123456@lid'},'content':{'type':'text','text':'hi'},'mentions':[]");
    var arrival = (Event.Arrival) nextEvent();
    save("'creds':'1'");
    assertThat(stored()).isEqualTo("{}");

    arrival.kept().run();
    save("'creds':'2'");

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @Test
  void removesMarkedMessageLater() {
    received().kept().run();
    save("'creds':'1'");
    // In steps, because a silent process would be killed.
    for (var seconds = 10; seconds < 30 * 60; seconds += 10) {
      time.pass(Duration.ofSeconds(10));
      save("'creds':'2'");
      assertThat(stored()).isEqualTo("\"done\"");
    }

    time.pass(Duration.ofSeconds(10));
    save("'creds':'3'");

    assertThat(keys.names("inbox/")).isEmpty();
  }

  @Test
  void marksKeptMessageWithoutChangeAfterSomeTime() {
    received().kept().run();

    time.pass(Duration.ofSeconds(5));

    awaitMarked();
  }

  @Test
  void marksMessageOfProtocol() {
    link.writeEvent("handled", ",'inbox':'m1'");
    save("'creds':'1'");

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @Test
  void marksMessageThatHasNoSender() {
    link.writeEvent(
        "message", ",'inbox':'m1','id':'A','at':5,'peer':{},'content':{'type':'text','text':'hi'}");
    save("'creds':'1'");

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @Test
  void marksMessageThatIsKeptAfterTheEnd() {
    var received = received();
    link.process().end();
    nextEvent();

    received.kept().run();

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @Test
  void marksKeptMessagesWhenClosed() {
    received().kept().run();

    link.connection().close();

    assertThat(stored()).isEqualTo("\"done\"");
  }

  @Test
  void keepsMessageThatIsSentAgain() {
    received().kept().run();

    save("'inbox/m1':'{\\'again\\':1}'".replace("\\'", "~"));

    assertThat(stored()).isEqualTo("{~again~:1}");
  }

  @Test
  void storesNothingOnceUnlinked() {
    var received = received();
    var unlinking = Thread.startVirtualThread(() -> link.connection().unlink());
    link.process().answer(link.process().awaitCommand("logout"), "");
    join(unlinking);

    received.kept().run();

    assertThat(keys.names("")).isEmpty();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Event.Received received() {
    link.writeEvent(
        "message",
        ",'inbox':'m1','id':'A','at':5,'peer':{'address':'123456@lid'},"
            + "'content':{'type':'text','text':'hi'},'mentions':[]");
    return (Event.Received) nextEvent();
  }

  private void save(String put) {
    link.process()
        .writeLine(
            "{'do':'save','c':%d,'ask':%d,'put':{%s},'remove':[]}", link.number(), ++requests, put);
    link.process().awaitAnswer();
  }

  private void awaitMarked() {
    while (!stored().equals("\"done\"")) {
      Thread.onSpinWait();
    }
  }

  private String stored() {
    return new String(keys.get(ENTRY).orElseThrow(), StandardCharsets.UTF_8);
  }
}
