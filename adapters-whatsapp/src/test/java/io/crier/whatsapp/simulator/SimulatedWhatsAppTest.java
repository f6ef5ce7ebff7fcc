package io.crier.whatsapp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.TestSession;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedWhatsAppTest implements EngineContract {

  @TempDir Path folder;
  private SimulatorFixture fixture;

  @BeforeEach
  void begin() {
    fixture = new SimulatorFixture(folder);
  }

  @Override
  public Engine engine() {
    return fixture.simulator();
  }

  @Override
  public WhatsAppSide whatsApp() {
    return fixture;
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    return fixture.keep(mimeType, bytes);
  }

  @Override
  public void settle() {
    fixture.settle();
  }

  // codes

  @Test
  void showsCodeInWhatsAppFormat() {
    var value = unlinked().events(Event.Qr.class).getFirst().value();

    assertThat(value).startsWith("2@");
    assertThat(value.substring(2).split(","))
        .hasSize(4)
        .allSatisfy(part -> assertThat(Base64.getDecoder().decode(part)).isNotEmpty());
  }

  @Test
  void replacesExpiredCode() {
    var link = unlinked();
    var first = link.events(Event.Qr.class).getFirst();

    fixture.time.pass(Duration.between(fixture.time.instant(), first.expiresAt()).minusMillis(10));
    assertThat(link.events(Event.Qr.class)).hasSize(1);
    fixture.time.pass(Duration.ofMillis(20));

    assertThat(link.events(Event.Qr.class)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void losesConnectionWhenNoCodeIsScanned() {
    var link = unlinked();

    fixture.time.pass(Duration.ofMinutes(10));

    assertThat(link.events(Event.Qr.class)).hasSize(15);
    assertThat(link.events()).endsWith(new Event.Lost(Fault.UNLINKED, Optional.empty()));
    assertRefused(SessionProblem.QR_NOT_READY, () -> fixture.scan(SESSION, OURS));
  }

  @Test
  void showsNoCodesOnceLinked() {
    var link = linked();

    fixture.time.pass(Duration.ofMinutes(1));

    assertThat(link.events(Event.Qr.class)).hasSize(1);
  }

  @Test
  void rejectsScanBeforeSessionIsOpen() {
    assertRefused(SessionProblem.QR_NOT_READY, () -> fixture.scan(SESSION, OURS));
  }

  @Test
  void rejectsSecondScan() {
    linked();

    assertRefused(SessionProblem.ALREADY_LINKED, () -> fixture.scan(SESSION, OURS));
  }

  // the ledger

  @Test
  void listsSubmissionsInInbox() {
    var link = linked();
    var sentAt = fixture.time.instant();

    link.send(THEM);

    assertThat(inbox())
        .singleElement()
        .hasToString(
            "{\"id\":\"3EB0C431C26A1916E07E\",\"to\":\"+966507654321\",\"type\":\"text\","
                + "\"body\":\"أهلا, عساك بخير؟\",\"caption\":null,\"mediaSha256\":null,"
                + "\"typingMs\":0,\"at\":\""
                + sentAt
                + "\"}");
  }

  @Test
  void doesNotSendAFileThatIsGone() {
    var gone = new MediaFile(new MediaId(new UUID(0, 1)), "application/pdf", 8, "");
    var document =
        new Content.Media(
            MediaKind.DOCUMENT, gone, Optional.empty(), Optional.of("invoice.pdf"), Context.NONE);

    var outcome = linked().connection().send(ID, THEM, Optional.empty(), document);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.fault()).isEqualTo(Fault.ENGINE_FAILED));
    assertThat(inbox()).isEmpty();
  }

  @Test
  void keepsInboxAcrossRestarts() {
    linked().send(THEM);

    fixture.restart();

    assertThat(fixture.arrived(SESSION)).containsExactly(Arrived.of(ID, THEM, HELLO));
  }

  @Test
  void listsInboxAfterId() {
    var link = linked();
    for (var i = 0; i < 5; i++) {
      send(link, "M" + i);
    }

    assertThat(idsAfter("M2")).containsExactly("M3", "M4");
    assertThat(idsAfter("M4")).isEmpty();
  }

  @Test
  void rejectsUnknownIdInInbox() {
    send(linked(), "M1");

    assertThatThrownBy(() -> idsAfter("M"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("after");
  }

  @Test
  void measuresTypingUntilSend() {
    var link = linked();

    link.connection().typing(THEM, true);
    fixture.time.pass(Duration.ofMillis(1_200));
    send(link, "M1");
    send(link, "M2");

    assertThat(inbox())
        .extracting(item -> item.get("typingMs").asLong())
        .containsExactly(1_200L, 0L);
  }

  @Test
  void measuresTypingUntilItStops() {
    var link = linked();

    link.connection().typing(THEM, true);
    fixture.time.pass(Duration.ofMillis(300));
    link.connection().typing(THEM, false);
    fixture.time.pass(Duration.ofMillis(900));
    send(link, "M1");

    assertThat(inbox()).extracting(item -> item.get("typingMs").asLong()).containsExactly(300L);
  }

  @Test
  void ignoresTypingToOtherRecipients() {
    var link = linked();

    link.connection().typing(Recipient.parse("+966500000009"), true);
    fixture.time.pass(Duration.ofMillis(300));
    send(link, "M1");

    assertThat(inbox()).extracting(item -> item.get("typingMs").asLong()).containsExactly(0L);
  }

  // receipts

  @Test
  void delaysReceipts() {
    var link = linked();
    var sentAt = fixture.time.instant();

    link.send(THEM);
    settle();

    assertThat(link.events(Event.Receipt.class))
        .containsExactly(
            new Event.Receipt(ID, MessageStatus.DELIVERED, sentAt.plusMillis(50)),
            new Event.Receipt(ID, MessageStatus.READ, sentAt.plusMillis(150)));
  }

  @Test
  void withholdsReceiptsUntilFaultsAreReset() {
    var link = linked();
    fixture
        .simulator()
        .setFaults(SESSION, new Faults(false, Duration.ZERO, Set.of(), Map.of(), false, false));
    link.send(THEM);
    settle();
    assertThat(link.events(Event.Receipt.class)).isEmpty();

    fixture.heal(SESSION);
    settle();

    assertThat(link.events(Event.Receipt.class))
        .extracting(Event.Receipt::reached)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.READ);
  }

  @Test
  void repeatsReceiptsAfterRestart() {
    var link = linked();
    link.send(THEM);
    fixture.restart();

    var again = link.reopen();

    assertThat(again.events(Event.Receipt.class))
        .extracting(Event.Receipt::reached)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.READ);
  }

  @Test
  void repeatsNoReceiptsWithoutRestart() {
    var link = linked();
    link.send(THEM);
    settle();
    link.connection().close();

    assertThat(link.reopen().events(Event.Receipt.class)).isEmpty();
  }

  @Test
  void limitsRepeatedReceiptsAfterRestart() {
    var link = linked();
    for (var i = 0; i < 1_200; i++) {
      send(link, "M" + i);
    }
    fixture.restart();

    var again = link.reopen();

    assertThat(again.events(Event.Receipt.class)).hasSize(2_000);
    assertThat(again.events(Event.Receipt.class).getFirst().id()).isEqualTo(new WhatsAppId("M200"));
  }

  // people

  @Test
  void deliversMessageOnceReconnected() {
    var link = linked();
    link.connection().close();
    fixture.write(SESSION, THEM, HELLO);

    assertThat(link.reopen().events(Event.Received.class))
        .singleElement()
        .satisfies(received -> assertThat(received.content()).isEqualTo(HELLO));
  }

  @Test
  void rejectsMessageToUnlinkedSession() {
    unlinked();

    assertRefused(SessionProblem.NOT_CONNECTED, () -> fixture.write(SESSION, THEM, HELLO));
  }

  // test keys

  @Test
  void opensTestConnectionBesidesSession() {
    var link = linked();
    var events = new ArrayList<Event>();

    var test = openTest(events);
    var outcome = test.send(new WhatsAppId("sim_1"), THEM, Optional.empty(), HELLO);
    settle();

    assertThat(outcome).isEqualTo(new Outcome.Sent(new WhatsAppId("sim_1")));
    assertThat(events)
        .hasAtLeastOneElementOfType(Event.Connected.class)
        .hasAtLeastOneElementOfType(Event.Receipt.class);
    assertThat(link.events(Event.Lost.class)).isEmpty();
    assertThat(link.send(THEM)).isEqualTo(new Outcome.Sent(ID));
    assertThat(inbox())
        .extracting(item -> item.get("id").textValue())
        .containsExactly("sim_1", ID.value());
  }

  @Test
  void reconnectsTestConnection() {
    var events = new ArrayList<Event>();
    var test = openTest(events);
    fixture.drop(SESSION);
    assertThat(test.send(ID, THEM, Optional.empty(), HELLO))
        .isEqualTo(new Outcome.Failed(Fault.NOT_CONNECTED, Optional.empty()));

    fixture.heal(SESSION);
    settle();

    assertThat(test.send(ID, THEM, Optional.empty(), HELLO)).isEqualTo(new Outcome.Sent(ID));
    assertThat(events).doesNotHaveAnyElementsOfTypes(Event.Lost.class);
  }

  private Engine.Connection openTest(List<Event> events) {
    return engine()
        .open(
            new Engine.Identity(SESSION, ACCOUNT, Map.of(), true),
            new InMemoryKeyring(),
            events::add);
  }

  private static void send(TestSession link, String id) {
    link.connection()
        .send(new WhatsAppId(id), THEM, Optional.empty(), new Content.Text("message " + id));
  }

  private List<JsonNode> inbox() {
    return fixture.inbox(SESSION, Optional.empty());
  }

  private List<String> idsAfter(String id) {
    return fixture.inbox(SESSION, Optional.of(new WhatsAppId(id))).stream()
        .map(item -> item.get("id").textValue())
        .toList();
  }

  private static void assertRefused(SessionProblem problem, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }
}
