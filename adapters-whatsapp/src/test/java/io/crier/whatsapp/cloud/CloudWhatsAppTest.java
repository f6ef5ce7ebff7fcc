package io.crier.whatsapp.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudWhatsAppTest extends CloudFixture {

  private static final Recipient HIDDEN = Recipient.parse("BR.13491208655302741918");

  @AfterEach
  void stop() {
    close();
  }

  // Meta's responses

  @ParameterizedTest
  @CsvSource({
    "190, UNLINKED",
    "0, UNLINKED",
    "10, UNLINKED",
    "200, UNLINKED",
    "299, UNLINKED",
    "33, UNLINKED",
    "131005, UNLINKED",
    "131045, UNLINKED",
    "133010, UNLINKED",
    "4, RATE_LIMITED",
    "80007, RATE_LIMITED",
    "130429, RATE_LIMITED",
    "131056, RATE_LIMITED",
    "131048, RESTRICTED",
    "131037, RESTRICTED",
    "131042, RESTRICTED",
    "368, BANNED",
    "131031, BANNED",
    "131026, RECIPIENT_NOT_ON_WHATSAPP",
    "131021, RECIPIENT_REFUSED",
    "131030, RECIPIENT_REFUSED",
    "131049, RECIPIENT_REFUSED",
    "131050, RECIPIENT_REFUSED",
    "130472, RECIPIENT_REFUSED",
    "130497, RECIPIENT_REFUSED",
    "131047, OUTSIDE_WINDOW",
    "100, CONTENT_REFUSED",
    "131008, CONTENT_REFUSED",
    "131009, CONTENT_REFUSED",
    "131051, CONTENT_REFUSED",
    "131052, CONTENT_REFUSED",
    "131053, CONTENT_REFUSED",
    "132000, CONTENT_REFUSED",
    "132001, CONTENT_REFUSED",
    "132015, CONTENT_REFUSED",
    "1, ENGINE_FAILED",
    "2, ENGINE_FAILED",
    "131000, ENGINE_FAILED",
    "131016, ENGINE_FAILED",
    "131057, ENGINE_FAILED",
    "133004, ENGINE_FAILED"
  })
  void mapsErrorCodesInResponsesAndStatuses(int code, Fault fault) {
    var link = linked();
    var id = sentId(link.send(THEM));
    settle();
    var failed = FakeGraph.status(id.value(), ID.value(), "failed");
    failed.putArray("errors").addObject().put("code", code);
    var failure = new Failure(fault, Optional.of(code));

    graph.post("statuses", failed);
    settle();
    graph.refuse(THEIRS.digits(), code);

    assertThat(link.events(Event.Bounced.class))
        .extracting(Event.Bounced::id, Event.Bounced::failure)
        .containsExactly(tuple(id, failure), tuple(ID, failure));
    assertThat(link.send(THEM))
        .isInstanceOfSatisfying(
            Outcome.Failed.class, outcome -> assertThat(outcome.failure()).isEqualTo(failure));
  }

  @ParameterizedTest
  @CsvSource({"190, UNLINKED", "131031, BANNED"})
  void losesConnectionWhenTokenIsRevoked(int code, Fault fault) {
    var link = linked();
    graph.refuse(THEIRS.digits(), code);

    link.send(THEM);
    settle();

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void tellsTheNumberThatMetaSendsTo() {
    graph.register("5511987654321", "551187654321");

    assertThat(linked().send(Recipient.parse("+5511987654321")))
        .isInstanceOfSatisfying(
            Engine.Outcome.Sent.class,
            sent -> assertThat(sent.address()).contains(new Address("551187654321")));
  }

  @Test
  void waitsSixSecondsAfterPairRateLimit() {
    var link = linked();
    graph.refuse(THEIRS.digits(), 131056);

    var until = time.instant().plusSeconds(6);
    assertThat(link.send(THEM))
        .isEqualTo(
            new Outcome.Failed(
                new Failure(Fault.RATE_LIMITED, Optional.of(131_056)), Optional.of(until)));
  }

  @Test
  void reportsUnknownOutcomeWithoutResponse() {
    var link = linked();
    graph.stopResponding();

    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
  }

  @Test
  void failsWithoutResponseToUpload() {
    var link = linked();
    var picture = picture(keep("image/png", new byte[] {1, 2, 3}));
    graph.stopResponding();

    assertThat(link.connection().send(ID, THEM, Optional.empty(), picture))
        .isEqualTo(new Outcome.Failed(Fault.ENGINE_FAILED, Optional.empty()));
  }

  @Test
  void failsForExpiredFile() {
    var file = keep("image/png", new byte[] {1, 2, 3});
    mediaStore.forget(ACCOUNT, file.id());

    assertThat(linked().connection().send(ID, THEM, Optional.empty(), picture(file)))
        .isEqualTo(new Outcome.Failed(Fault.CONTENT_REFUSED, Optional.empty()));
  }

  @Test
  void reportsUnknownTokenWhenOpening() {
    assertThat(unlinked().events())
        .containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"void", " ", "EAAJB-token\r\nHost: 127.0.0.1"})
  void reportsInvalidTokenWhenOpening(String token) {
    graph.scan(SESSION, OURS);
    var settings = new HashMap<>(FakeGraph.SETTINGS);
    settings.put("token", token);
    var events = new ArrayList<Event>();

    cloud.open(
        new Engine.Identity(SESSION, ACCOUNT, settings, false), new InMemoryKeyring(), events::add);
    settle();

    assertThat(events).containsExactly(new Event.Lost(Fault.UNLINKED, Optional.empty()));
  }

  // Requests to Meta

  @Test
  void sendsOurIdAndQuotedMessage() {
    var quoted =
        new Quoted(Optional.empty(), new WhatsAppId("wamid.1"), false, Optional.empty(), "");
    var context = new Context(Optional.of(quoted), List.of(), Optional.empty());

    linked().connection().send(ID, THEM, Optional.empty(), new Content.Text("مرحبا", context));

    assertThat(graph.requests())
        .containsExactly(
            json(
                """
                {"messaging_product": "whatsapp", "recipient_type": "individual",
                 "to": "966507654321", "biz_opaque_callback_data": "3EB0C431C26A1916E07E",
                 "context": {"message_id": "wamid.1"}, "type": "text",
                 "text": {"body": "مرحبا", "preview_url": false}}
                """));
  }

  @Test
  void sendsTemplateInMetaFormat() {
    var components = "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"4711\"}]}]";

    linked()
        .connection()
        .send(ID, THEM, Optional.empty(), new MessageTemplate("order_sent", "ar", components));

    assertThat(graph.requests().getFirst().get("template"))
        .isEqualTo(
            json(
                "{\"name\":\"order_sent\",\"language\":{\"code\":\"ar\"},\"components\":"
                    + components
                    + "}"));
  }

  @Test
  void sendsButtonsInMetaFormat() {
    linked().connection().send(ID, THEM, Optional.empty(), MessageFixture.buttons());

    assertThat(graph.requests().getFirst().get("type").textValue()).isEqualTo("interactive");
    assertThat(graph.requests().getFirst().get("interactive"))
        .isEqualTo(
            json(
                """
                {"type": "button", "body": {"text": "Does Monday suit you?"},
                 "action": {"buttons": [
                   {"type": "reply", "reply": {"id": "yes", "title": "Yes"}},
                   {"type": "reply", "reply": {"id": "no", "title": "No"}}]}}
                """));
  }

  @Test
  void sendsAListInMetaFormat() {
    linked().connection().send(ID, THEM, Optional.empty(), MessageFixture.list());

    assertThat(graph.requests().getFirst().get("interactive"))
        .isEqualTo(
            json(
                """
                {"type": "list", "header": {"type": "text", "text": "Blue Door Clinic"},
                 "body": {"text": "When do you come?"}, "footer": {"text": "Closed on Friday"},
                 "action": {"button": "Times", "sections": [
                   {"title": "Monday", "rows": [
                     {"id": "9", "title": "09:00"},
                     {"id": "18", "title": "18:00", "description": "Fatima only"}]},
                   {"title": "Tuesday", "rows": [{"id": "10", "title": "10:00"}]}]}}
                """));
  }

  @Test
  void sendsToHiddenNumber() {
    var outcome = linked().send(HIDDEN);

    assertThat(outcome).isInstanceOf(Outcome.Sent.class);
    assertThat(graph.requests().getFirst().get("recipient").textValue()).isEqualTo(HIDDEN.text());
    assertThat(graph.requests().getFirst().has("to")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"120363041234567890@g.us", "123456789012345@lid"})
  void failsForRecipientsThatMetaDoesNotSupport(String recipient) {
    assertThat(linked().send(Recipient.parse(recipient)))
        .isEqualTo(new Outcome.Failed(Fault.UNSUPPORTED, Optional.empty()));
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void showsTypingOnlyAsReply() {
    var link = linked();
    link.connection().typing(THEM, true);
    assertThat(graph.requests()).isEmpty();
    graph.write(SESSION, THEM, HELLO);
    settle();
    var id = link.events(Event.Received.class).getFirst().id().value();

    link.connection().typing(THEM, true);
    link.connection().typing(THEM, false);

    assertThat(graph.requests())
        .containsExactly(
            json(
                """
                {"messaging_product": "whatsapp", "status": "read", "message_id": "%s",
                 "typing_indicator": {"type": "text"}}
                """
                    .formatted(id)));
  }

  @Test
  void reportsMessageAsRead() {
    linked().connection().seen(THEM, new WhatsAppId("wamid.7"), Optional.empty());

    assertThat(graph.requests())
        .containsExactly(
            json(
                "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.7\"}"));
  }

  private static Content picture(MediaFile file) {
    return new Content.Media(
        MediaKind.IMAGE, file, Optional.empty(), Optional.empty(), Context.NONE);
  }
}
