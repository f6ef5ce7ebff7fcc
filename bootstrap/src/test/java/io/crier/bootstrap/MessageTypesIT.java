package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.rest.json.Json;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every type of message, from the request to what reaches WhatsApp. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MessageTypesIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void deliversFilesOfEveryKind() {
    sent("\"type\":\"image\",\"caption\":\"our door\",\"url\":\"" + at("/door.png") + "\"");
    sent("\"type\":\"video\",\"url\":\"" + at("/film.mp4") + "\"");
    sent("\"type\":\"audio\",\"voice\":true,\"data\":\"" + data("audio/ogg", OGG) + "\"");
    sent("\"type\":\"document\",\"filename\":\"a.pdf\",\"data\":\"" + data("", PDF) + "\"");

    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/mediaSha256").asText())
        .containsExactly(
            tuple("image", sha256(PNG)),
            tuple("video", sha256(MP4)),
            tuple("audio", sha256(OGG)),
            tuple("document", sha256(PDF)));
    assertThat(inbox().getFirst().at("/caption").asText()).isEqualTo("our door");
  }

  @Test
  void deliversStickersThatAreWebp() {
    var webp = padded("524946460000000057454250", 9_000);
    var sticker = sent("\"type\":\"sticker\",\"data\":\"" + data("image/webp", webp) + "\"");

    assertThat(sticker.at("/media/mimeType").asText()).isEqualTo("image/webp");
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/mediaSha256").asText())
        .containsExactly(tuple("sticker", sha256(webp)));
    var refused = send("\"type\":\"sticker\",\"url\":\"" + at("/door.png") + "\"");
    assertRefused(refused, 422, "media_type_not_allowed");
    assertThat(refused.at("/detail").asText()).contains("sticker takes image/webp", "image/png");
  }

  @Test
  void refusesVoiceMessagesThatWhatsAppDoesNotPlay() {
    var mp3 = padded("494433", 1_000);

    assertRefused(
        send("\"type\":\"audio\",\"voice\":true,\"data\":\"" + data("audio/mpeg", mp3) + "\""),
        422,
        "voice_not_opus");
    sent("\"type\":\"audio\",\"data\":\"" + data("audio/mpeg", mp3) + "\"");
  }

  @Test
  void deliversLocationsContactsAndReactions() {
    sent("\"type\":\"location\",\"latitude\":24.7,\"longitude\":46.6,\"name\":\"here\"");
    var card = sent("\"type\":\"contact\",\"name\":\"Fatima\",\"number\":\"+966507654321\"");
    var reaction =
        sent(
            "\"type\":\"reaction\",\"emoji\":\"👍\",\"messageId\":\""
                + card.at("/id").asText()
                + "\"");

    assertThat(card.at("/contact/number").asText()).isEqualTo("+966507654321");
    assertThat(reaction.at("/reaction/messageId").asText()).isEqualTo(card.at("/id").asText());
    assertThat(inbox())
        .extracting(it -> it.at("/type").asText(), it -> it.at("/body").asText())
        .containsExactly(
            tuple("location", "here"), tuple("contact", "Fatima"), tuple("reaction", "👍"));
  }

  @Test
  void repliesToAndMarksReceivedMessage() {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"body\":\"Is it ready?\"}")
        .is(202);
    var received =
        api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty())
            .at("/items/0/id")
            .asText();

    var answer =
        sent(
            "\"type\":\"text\",\"body\":\"Yes\",\"mentions\":[\"966507654321\"],\"replyTo\":\""
                + received
                + "\"");
    assertThat(answer.at("/replyTo").asText()).isEqualTo(received);
    assertThat(answer.at("/mentions/0").asText()).isEqualTo("+966507654321");

    api.post("/v1/messages/" + received + "/seen", null).is(204);
    assertRefused(
        api.post("/v1/messages/" + answer.at("/id").asText() + "/seen", null),
        409,
        "message_not_received");
    api.post("/v1/sessions/" + session + "/stop", null).is(200);
    api.until("/v1/sessions/" + session, it -> it.at("/status").asText().equals("off"));
    assertRefused(api.post("/v1/messages/" + received + "/seen", null), 409, "not_connected");
  }

  @Test
  void showsWhatPeopleEditAndDelete() {
    api.post(
            "/simulator/sessions/" + session + "/inbound",
            "{\"from\":\"" + THEIRS + "\",\"body\":\"Is it redy?\"}")
        .is(202);
    var received =
        api.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty())
            .at("/items/0");
    var message =
        "{\"chat\":\"" + THEIRS + "\",\"message\":\"" + received.at("/waMessageId").asText() + "\"";
    var edit = message + ",\"body\":\"Is it ready?\"}";
    api.post("/simulator/sessions/" + session + "/edits", edit).is(202);
    api.post("/simulator/sessions/" + session + "/edits", edit).is(202);
    api.post("/simulator/sessions/" + session + "/deletions", message + "}").is(202);

    var shown =
        api.until(
            "/v1/messages/" + received.at("/id").asText(), it -> it.at("/revokedAt").isTextual());

    assertThat(shown.at("/body").asText()).isEqualTo("Is it ready?");
    assertThat(shown.at("/editedAt").isTextual()).isTrue();
    assertThat(shown.at("/history")).hasSize(1);
    assertThat(shown.at("/history/0/body").asText()).isEqualTo("Is it redy?");
    assertThat(shown.at("/history/0/writtenAt")).isEqualTo(received.at("/sentAt"));
  }

  @Test
  void blanksDeletedMessagesOnRequest() {
    assertRefused(
        api.call("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"revoked\":\"burn\"}}"),
        400,
        "invalid_settings");
    api.call("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"revoked\":\"blank\"}}").is(200);
    var sent = sent("\"type\":\"text\",\"body\":\"secret\"");
    var message =
        "{\"fromMe\":true,\"chat\":\""
            + THEIRS
            + "\",\"message\":\""
            + sent.at("/waMessageId").asText()
            + "\"}";
    api.post("/simulator/sessions/" + session + "/deletions", message).is(202);

    var shown =
        api.until("/v1/messages/" + sent.at("/id").asText(), it -> it.at("/revokedAt").isTextual());

    assertThat(shown.at("/body").asText()).isEmpty();
    assertThat(shown.at("/status").asText()).isNotEqualTo("failed");
  }

  @Test
  void keepsReceivedTextWhole() {
    for (var text : List.of("👋".repeat(5_000), "👋".repeat(70_000))) {
      api.post(
              "/simulator/sessions/" + session + "/inbound",
              "{\"from\":\"" + THEIRS + "\",\"body\":\"" + text + "\"}")
          .is(202);
    }

    var items =
        api.until("/v1/messages?direction=inbound", it -> it.at("/items").size() == 2).at("/items");
    assertThat(items)
        .extracting(
            it -> it.at("/body").asText(),
            it -> it.at("/truncated").asBoolean(),
            it -> it.has("sentAt"))
        .containsExactlyInAnyOrder(
            tuple("👋".repeat(5_000), false, true), tuple("👋".repeat(65_536), true, true));
  }

  @Test
  void showsWhatTheHolderWritesOnThePhone() {
    api.post(
            "/simulator/sessions/" + session + "/phone/messages",
            "{\"to\":\"" + THEIRS + "\",\"body\":\"On my way\"}")
        .is(202);

    var message =
        api.until("/v1/messages?direction=outbound", it -> !it.at("/items").isEmpty())
            .at("/items/0");
    assertThat(message.at("/to").asText()).isEqualTo(THEIRS);
    assertThat(message.at("/origin").asText()).isEqualTo("phone");
    assertThat(message.at("/body").asText()).isEqualTo("On my way");
    assertThat(message.at("/status").asText()).isEqualTo("sent");
    try (var lines = api.follow("/v1/events?types=message.sent_elsewhere", "Last-Event-ID", "0")) {
      var line = lines.filter(it -> it.startsWith("data: ")).findFirst().orElseThrow();
      var event = Json.read(line.substring("data: ".length())).at("/data");
      assertThat(event.at("/messageId")).isEqualTo(message.at("/id"));
      assertThat(event.at("/to").asText()).isEqualTo(THEIRS);
    }
    assertThat(inbox()).isEmpty();
    assertThat(api.get("/v1/account").is(200).at("/usage/sendsToday").asInt()).isZero();
  }

  @Test
  void forwardsMessagesToOtherChats() {
    var image =
        sent("\"type\":\"image\",\"caption\":\"our door\",\"url\":\"" + at("/door.png") + "\"");
    var location = sent("\"type\":\"location\",\"latitude\":24.7,\"longitude\":46.6");
    files.stop(0);

    var forwarded = forward(image.at("/id").asText()).is(202);

    assertThat(forwarded.at("/to").asText()).isEqualTo("+966509999999");
    assertThat(forwarded.at("/type").asText()).isEqualTo("image");
    assertThat(forwarded.at("/caption").asText()).isEqualTo("our door");
    assertThat(forwarded.at("/media/id")).isEqualTo(image.at("/media/id"));
    assertThat(forwarded.at("/forwarded").asBoolean()).isTrue();
    forward(location.at("/id").asText()).is(202);
    api.until("/v1/messages/" + forwarded.at("/id").asText(), MessageRequests::isSent);
    assertThat(inbox().get(2).at("/forwarded").asBoolean()).isTrue();
    assertThat(inbox().get(2).at("/mediaSha256").asText()).isEqualTo(sha256(PNG));
    assertRefused(forward(UUID.randomUUID().toString()), 404, "message_not_found");
    var poll =
        sent("\"type\":\"poll\",\"poll\":{\"question\":\"Tea?\",\"options\":[\"Yes\",\"No\"]}");
    assertRefused(forward(poll.at("/id").asText()), 409, "message_not_forwardable");
  }

  @Test
  void marksWhatIsViewedOnceAndWhatMentionsAll() {
    var image = sent("\"type\":\"image\",\"viewOnce\":true,\"url\":\"" + at("/door.png") + "\"");
    var all = "\"type\":\"text\",\"body\":\"Open again\",\"mentionAll\":true";

    assertThat(image.at("/viewOnce").asBoolean()).isTrue();
    assertThat(inbox().getFirst().at("/viewOnce").asBoolean()).isTrue();
    assertRefused(forward(image.at("/id").asText()), 409, "message_not_forwardable");
    assertRefused(send(all), 400, "invalid_content");
    var group =
        api.post("/v1/messages", message(all).replace(THEIRS, "120363041234567890@g.us")).is(202);
    assertThat(group.at("/mentionAll").asBoolean()).isTrue();
  }

  @Test
  void showsWhatALinkedPageSays() {
    serve("/shop", "text/html", "<title>Blue Door</title>".getBytes(UTF_8));
    var text = "\"type\":\"text\",\"linkPreview\":true,\"body\":\"%s\"";

    var shown = sent(text.formatted("See " + at("/shop")));
    var unread = sent(text.formatted("See " + at("/none")));

    assertThat(shown.at("/preview/url").asText()).isEqualTo(at("/shop"));
    assertThat(shown.at("/preview/title").asText()).isEqualTo("Blue Door");
    assertThat(unread.at("/preview/title").isMissingNode()).isTrue();
    assertThat(inbox().getFirst().at("/preview/title").asText()).isEqualTo("Blue Door");
  }

  private Api.Response forward(String message) {
    var forward = message("\"type\":\"forward\",\"messageId\":\"" + message + "\"");
    return api.post("/v1/messages", forward.replace(THEIRS, "+966509999999"));
  }

  @Test
  void rejectsReplyToMessageOfAnotherChat() {
    var message = sent("\"type\":\"text\",\"body\":\"x\"").at("/id").asText();
    var answer = "\"type\":\"text\",\"body\":\"y\",\"replyTo\":\"%s\"";

    assertRefused(
        api.post(
            "/v1/messages", message(answer.formatted(message)).replace(THEIRS, "+966509999999")),
        409,
        "message_not_quotable");
    assertRefused(send(answer.formatted(UUID.randomUUID())), 404, "message_not_found");
    assertRefused(send(answer.formatted("x")), 404, "message_not_found");
  }

  @Test
  void rejectsUnsupportedTypeAndListsAbilities() {
    var answer = send("\"type\":\"template\",\"name\":\"ready\",\"language\":\"ar\"");

    assertRefused(answer, 501, "type_unsupported");
    assertThat(answer.at("/detail").asText())
        .contains("cannot send template", "send text", "send media", "react");
  }
}
