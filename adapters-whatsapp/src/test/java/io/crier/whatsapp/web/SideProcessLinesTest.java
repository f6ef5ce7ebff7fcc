package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how the web engine handles lines of the side process. */
class SideProcessLinesTest extends SideProcessFixture {

  // close codes and refusals

  @ParameterizedTest
  @CsvSource({
    "401, UNLINKED",
    "403, BANNED",
    "405, OUTDATED",
    "406, BANNED",
    "409, OUTDATED",
    "408, NOT_CONNECTED",
    "411, UNLINKED",
    "428, NOT_CONNECTED",
    "440, REPLACED",
    "500, NOT_CONNECTED",
    "503, NOT_CONNECTED",
    "keys, NOT_CONNECTED",
    "passkey, PASSKEY_REQUIRED"
  })
  void mapsCloseCodesToFaults(String code, Fault fault) {
    connected().writeEvent("down", ",'code':'%s'".formatted(code));

    assertThat(nextEvent()).isEqualTo(lost(fault));
  }

  @Test
  void unlinksWhenNoCodeIsScanned() {
    var link = open(new InMemoryKeyring());
    link.writeEvent("qr", ",'value':'2@x','ms':20000");
    assertThat(nextEvent()).isEqualTo(new Event.Qr("2@x", time.instant().plusSeconds(20)));

    link.writeEvent("down", ",'code':408");

    assertThat(nextEvent()).isEqualTo(lost(Fault.UNLINKED));
  }

  @ParameterizedTest
  @CsvSource({"7200, PT2H", "0, PT1H", "soon, PT1H"})
  void waitsForTheEndOfATemporaryBan(String expire, Duration wait) {
    connected().writeEvent("down", ",'code':402,'expire':'%s'".formatted(expire));

    assertThat(nextEvent()).isEqualTo(new Event.Lost(Fault.TEMPORARILY_BANNED, Optional.of(wait)));
  }

  @Test
  void staysLinkedWhenWhatsAppIsUnreachable() {
    open(new InMemoryKeyring()).writeEvent("down", ",'code':408");

    assertThat(nextEvent()).isEqualTo(lost(Fault.NOT_CONNECTED));
  }

  @Test
  void unlinksAfterRepeatedKeyFailures() {
    for (var time = 1; time < 5; time++) {
      open(new InMemoryKeyring()).writeEvent("down", ",'code':500");
      assertThat(nextEvent()).isEqualTo(lost(Fault.NOT_CONNECTED));
    }

    open(new InMemoryKeyring()).writeEvent("down", ",'code':500");

    assertThat(nextEvent()).isEqualTo(lost(Fault.UNLINKED));
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
  void mapsAnswersToFaults(String answer, Fault fault) {
    var link = connected();
    var sending = send(link, ID);

    link.process()
        .answer(link.process().awaitCommand("send"), ",'" + answer.replace(":", "':'") + "'");

    var code = Optional.of(answer).filter(it -> it.startsWith("refused"));
    assertThat(sending.join())
        .isEqualTo(
            new Outcome.Failed(
                new Failure(fault, code.map(it -> Integer.valueOf(it.substring(8)))),
                Optional.empty()));
  }

  @Test
  void restrictsUntilReportedTimeOrForOneDay() {
    var locked = new Failure(Fault.RESTRICTED, Optional.of(463));
    var link = connected();
    var limited = send(link, ID);
    link.process()
        .answer(
            link.process().awaitCommand("send"),
            ",'refused':'463','until':'2026-11-22T00:00:00.000Z'");
    var unlimited = send(link, ID);
    link.process().answer(link.process().awaitCommand("send"), ",'refused':'463'");

    assertThat(limited.join())
        .isEqualTo(new Outcome.Failed(locked, Optional.of(Instant.parse("2026-11-22T00:00:00Z"))));
    assertThat(unlimited.join())
        .isEqualTo(
            new Outcome.Failed(locked, Optional.of(time.instant().plus(Duration.ofDays(1)))));
  }

  @Test
  void refusesOnlyTheMessageIfNoRestrictionIsActive() {
    var link = connected();
    var sending = send(link, ID);

    link.process()
        .answer(link.process().awaitCommand("send"), ",'refused':'463','unrestricted':true");

    assertThat(sending.join())
        .isEqualTo(
            new Outcome.Failed(
                new Failure(Fault.RECIPIENT_REFUSED, Optional.of(463)), Optional.empty()));
  }

  // proxies

  @Test
  void passesProxyByAddress() {
    opened(new InMemoryKeyring(), Map.of("proxy", "http://user:word@192.0.2.7:3128"));
    while (launched.isEmpty()) {
      Thread.onSpinWait();
    }

    assertThat(launched.getLast().awaitCommand("open").get("proxy").textValue())
        .isEqualTo("http://user:word@192.0.2.7:3128");
  }

  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:3128", "http://localhost:3128", "socks5://192.0.2.7:1", "x y"})
  void rejectsInvalidProxy(String proxy) {
    opened(new InMemoryKeyring(), Map.of("proxy", proxy));

    assertThat(nextEvent()).isEqualTo(lost(Fault.ENGINE_FAILED));
    assertThat(launched.getLast().hasReceived("open")).isFalse();
  }

  // received messages

  @Test
  void receivesNumberAndAddressOfSender() {
    var received =
        received("'peer':{'address':'77@lid','lid':'77@lid','pn':'966507654321@s.whatsapp.net'}");

    assertThat(received.peer()).isEqualTo(new Recipient.Phone(new PhoneNumber("+966507654321")));
    assertThat(received.address()).hasValue(new Address("77@lid"));
  }

  @Test
  void receivesHiddenIdWithoutNumber() {
    var received = received("'peer':{'address':'123456@lid','lid':'123456@lid'}");

    assertThat(received.peer()).isEqualTo(new Recipient.Hidden("123456@lid"));
  }

  @Test
  void repairsReceivedText() {
    var received =
        received(
            "'peer':{'address':'123456@lid'}",
            "{'type':'text','text':'a\\u0000\\ud800%s'}".formatted("é".repeat(5_000)));

    assertThat(received.content().text()).isEqualTo("a\uFFFD\uFFFD" + "é".repeat(5_000));
  }

  @Test
  void receivesUnknownContentAsUnsupported() {
    assertThat(received("'peer':{'address':'123456@lid'}", "{'type':'poll'}").content())
        .isInstanceOf(Content.Unsupported.class);
    assertThat(received("'peer':{'address':'123456@lid'}", "{'type':'text'}").content())
        .isInstanceOf(Content.Unsupported.class);
  }

  private Event.Received received(String peer) {
    return received(peer, "{'type':'text','text':'hi'}");
  }

  private Event.Received received(String peer, String content) {
    connected()
        .writeEvent(
            "message", ",'id':'A','at':5,%s,'content':%s,'mentions':[]".formatted(peer, content));
    return (Event.Received) nextEvent();
  }
}
