package io.crier.rest.v1.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.messages.Place;
import io.crier.application.sending.Acceptance;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaKind;
import io.crier.domain.media.MediaState;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.json.Json;
import io.crier.rest.v1.media.TestLinks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageViewTest {

  private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final SessionId SESSION = new SessionId(new UUID(0, 2));
  private static final Message MESSAGE =
      Message.accept(
          new MessageId(new UUID(0, 3)),
          ACCOUNT,
          SESSION,
          Recipient.parse("966501234567@c.us"),
          new Content.Text("أهلا"),
          new Handling(
              Priority.NORMAL, true, Optional.empty(), Optional.of(new Metadata("{\"no\":1}"))),
          new WhatsAppId("3EB0"),
          NOW);

  private static final Content.Media VOICE =
      new Content.Media(
          MediaKind.VOICE, MessageFixture.FILE, Optional.empty(), Optional.empty(), Context.NONE);

  @Test
  void showsAcceptedMessageWithPositionAndNormalisedRecipient() {
    var accepted =
        new Acceptance.Accepted(
            MESSAGE, new Place(2, Optional.of(NOW.plusSeconds(14)), Optional.empty()));

    assertThat(Json.write(MessageView.of(accepted, TestLinks.links())))
        .isEqualTo(
            "{\"id\":\"00000000-0000-0000-0000-000000000003\","
                + "\"sessionId\":\"00000000-0000-0000-0000-000000000002\","
                + "\"direction\":\"outbound\",\"to\":\"+966501234567\",\"origin\":\"api\","
                + "\"type\":\"text\",\"body\":\"أهلا\",\"status\":\"queued\",\"position\":2,"
                + "\"estimatedSendAt\":\"2026-01-31T09:30:14.000Z\",\"priority\":\"normal\","
                + "\"metadata\":{\"no\":1},\"waMessageId\":\"3EB0\",\"possibleDuplicate\":false,"
                + "\"attempt\":0,\"createdAt\":\"2026-01-31T09:30:00.000Z\",\"test\":true}");
  }

  @Test
  void rendersAcceptedMessageIdenticallyLater() {
    var spoken =
        Message.accept(
            MESSAGE.id(),
            ACCOUNT,
            SESSION,
            MESSAGE.peer(),
            VOICE,
            Handling.ORDINARY,
            MESSAGE.whatsAppId(),
            NOW);
    var accepted = new Acceptance.Accepted(spoken, Place.scheduled(NOW));
    var first = Json.write(MessageView.of(accepted, TestLinks.links()));

    var later = MessageView.of(accepted, TestLinks.links().asOf(TestLinks.NOW.plusSeconds(9)));

    assertThat(Json.write(later)).isEqualTo(first);
  }

  @Test
  void showsReasonOfFailure() {
    var why = new Failure(Fault.RECIPIENT_NOT_ON_WHATSAPP, Optional.of(131_026));
    var failed = MESSAGE.at(MESSAGE.progress().sending(false).failed(why, NOW));

    assertThat(MessageView.of(failed, TestLinks.links()).error())
        .contains(
            new MessageView.ErrorView(
                "recipient_not_on_whatsapp",
                "the number is not on WhatsApp",
                Optional.of(131_026),
                "the number is not on WhatsApp"));
  }

  @Test
  void showsSenderOfReceivedMessage() {
    var received =
        Message.receive(
            ACCOUNT,
            SESSION,
            Recipient.parse("123456789@lid"),
            Optional.of(new Address("123456789@lid")),
            new Content.Text("x"),
            new WhatsAppId("A1"),
            NOW.minusSeconds(90),
            NOW);

    assertThat(MessageView.of(received, TestLinks.links()))
        .satisfies(
            view -> {
              assertThat(view.sentAt()).contains(NOW.minusSeconds(90));
              assertThat(view.createdAt()).isEqualTo(NOW);
              assertThat(view.from()).contains("123456789@lid");
              assertThat(view.to()).isEmpty();
              assertThat(view.address()).contains("123456789@lid");
            });
  }

  @Test
  void showsFileWithLink() {
    var view = ContentView.of(ACCOUNT, VOICE, TestLinks.links());

    assertThat(view.type()).isEqualTo("audio");
    assertThat(view.voice()).contains(true);
    assertThat(view.media())
        .hasValueSatisfying(
            media -> {
              assertThat(media.state()).isEqualTo(MediaState.AVAILABLE);
              assertThat(media.id()).contains(MessageFixture.FILE.id().value());
              assertThat(media.mimeType()).isEqualTo("image/png");
              assertThat(media.size()).contains(70_123L);
              assertThat(media.sha256()).contains(MessageFixture.FILE.sha256());
              assertThat(media.url().orElseThrow()).startsWith("https://crier.test/v1/media/");
              assertThat(media.urlExpiresAt()).contains(TestLinks.NOW.plusSeconds(3_600));
            });
  }

  @Test
  void showsFileThatIsNotAvailable() {
    var bill =
        new MissingMedia(
            MediaKind.DOCUMENT,
            "application/pdf",
            Optional.of(70_123L),
            Optional.of("the bill"),
            Optional.of("bill.pdf"),
            Optional.empty(),
            Context.NONE);

    assertThat(json(bill))
        .isEqualTo(
            Json.read(
                "{\"type\":\"document\",\"caption\":\"the bill\",\"filename\":\"bill.pdf\","
                    + "\"media\":{\"state\":\"pending\",\"mimeType\":\"application/pdf\","
                    + "\"size\":70123}}"));
    assertThat(json(bill.failed(MediaFailure.GONE)).at("/media"))
        .isEqualTo(
            Json.read(
                "{\"state\":\"failed\",\"failure\":\"gone\",\"mimeType\":\"application/pdf\","
                    + "\"size\":70123}"));
  }

  @Test
  void showsReplyToUnknownMessage() {
    var quoted =
        new Quoted(
            Optional.empty(), new WhatsAppId("3EB0"), true, Optional.empty(), "Is it ready?");
    var context = new Context(Optional.of(quoted), List.of(), Optional.empty());

    var json = json(new Content.Text("yes", context));

    assertThat(json.at("/replyTo").isMissingNode()).isTrue();
    assertThat(json.at("/quoted"))
        .isEqualTo(
            Json.read("{\"waMessageId\":\"3EB0\",\"fromMe\":true,\"text\":\"Is it ready?\"}"));
  }

  @Test
  void showsReferral() {
    var referral =
        Referral.of(
            Optional.of("https://fb.me/3cr4Wqqkv"),
            Optional.of("12022630585"),
            Optional.of("ad"),
            Optional.empty(),
            Optional.empty(),
            Optional.of("ARAkLkA8rmlFeiCktEJQ"));
    var envelope = new Envelope(Optional.empty(), false, referral);
    var context = new Context(Optional.empty(), List.of(), Optional.empty(), envelope);

    assertThat(json(new Content.Text("hi", context)).at("/referral"))
        .isEqualTo(
            Json.read(
                "{\"sourceUrl\":\"https://fb.me/3cr4Wqqkv\",\"sourceId\":\"12022630585\","
                    + "\"sourceType\":\"ad\",\"ctwaClid\":\"ARAkLkA8rmlFeiCktEJQ\"}"));
  }

  @Test
  void showsWhatCanBeReadOfUnsupportedContent() {
    var json = json(new Content.Unsupported("pollCreation", "Tea?\nYes\nNo", Context.NONE));

    assertThat(json)
        .isEqualTo(
            Json.read(
                "{\"type\":\"unsupported\",\"kind\":\"pollCreation\","
                    + "\"body\":\"Tea?\\nYes\\nNo\"}"));
  }

  @Test
  void showsRepliesToButtons() {
    var reply =
        new Content.Interactive(
            "list_reply",
            Optional.of("row-2"),
            Optional.of("Two"),
            Optional.of("The second"),
            Optional.empty(),
            Context.NONE);

    assertThat(json(reply))
        .isEqualTo(
            Json.read(
                "{\"type\":\"interactive\",\"interactive\":{\"kind\":\"list_reply\",\"id\":\"row-2\","
                    + "\"title\":\"Two\",\"text\":\"The second\"}}"));
  }

  @Test
  void showsAllContactsOfOneMessage() {
    var sami = new Content.ContactCard.Entry("Sami", "050 1");
    var cards = new Content.ContactCard("Fatima", "+966501234567", List.of(sami), Context.NONE);

    assertThat(json(cards))
        .isEqualTo(
            Json.read(
                "{\"type\":\"contact\","
                    + "\"contact\":{\"name\":\"Fatima\",\"number\":\"+966501234567\"},"
                    + "\"contacts\":[{\"name\":\"Fatima\",\"number\":\"+966501234567\"},"
                    + "{\"name\":\"Sami\",\"number\":\"050 1\"}]}"));
  }

  private static JsonNode json(Content content) {
    return Json.read(Json.write(ContentView.of(ACCOUNT, content, TestLinks.links())));
  }

  @Test
  void showsEveryContentType() {
    for (var content : MessageFixture.contents()) {
      var json = Json.read(Json.write(ContentView.of(ACCOUNT, content, TestLinks.links())));

      assertThat(json.at("/type").asText()).isEqualTo(content.type());
      assertThat(json.at("/replyTo").isMissingNode())
          .isEqualTo(content.context().replyTo().isEmpty());
      assertThat(json.at("/author").isMissingNode())
          .isEqualTo(content.context().author().isEmpty());
      assertThat(json.at("/quoted/text").asText())
          .isEqualTo(content.context().replyTo().map(Quoted::text).orElse(""));
      assertThat(json.at("/fromName").asText())
          .isEqualTo(content.context().envelope().name().orElse(""));
      assertThat(json.at("/forwarded").asBoolean())
          .isEqualTo(content.context().envelope().forwarded());
      assertThat(json.at("/truncated").asBoolean())
          .isEqualTo(content.context().envelope().truncated());
      assertThat(json.at("/mentions").isMissingNode())
          .isEqualTo(content.context().mentions().isEmpty());
    }
  }
}
