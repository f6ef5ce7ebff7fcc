package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Editing and deleting what was sent, from the request to what reaches WhatsApp. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MessageChangesIT extends MessageRequests {

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @Test
  void editsAndDeletesASentMessage() {
    var sent = sent("\"type\":\"text\",\"body\":\"Helo\"");
    var message = "/v1/messages/" + sent.at("/id").asText();

    var edit = api.call("PATCH", message, "{\"body\":\"Hello\"}").is(202);

    assertThat(edit.at("/type").asText()).isEqualTo("edit");
    assertThat(edit.at("/body").asText()).isEqualTo("Hello");
    assertThat(edit.at("/to")).isEqualTo(sent.at("/to"));
    assertThat(edit.at("/target/messageId")).isEqualTo(sent.at("/id"));
    assertThat(edit.at("/target/waMessageId")).isEqualTo(sent.at("/waMessageId"));
    api.until("/v1/messages/" + edit.at("/id").asText(), MessageRequests::isSent);
    var edited = api.get(message).is(200);
    assertThat(edited.at("/body").asText()).isEqualTo("Hello");
    assertThat(edited.at("/history/0/body").asText()).isEqualTo("Helo");
    assertThat(edited.at("/editedAt").isTextual()).isTrue();

    var deletion = api.call("DELETE", message + "?forEveryone=true", null).is(202);

    assertThat(deletion.at("/type").asText()).isEqualTo("deletion");
    api.until("/v1/messages/" + deletion.at("/id").asText(), MessageRequests::isSent);
    assertThat(api.get(message).is(200).at("/revokedAt").isTextual()).isTrue();
    assertThat(inbox())
        .extracting(
            it -> it.at("/type").asText(),
            it -> it.at("/body").asText(),
            it -> it.at("/target").asText())
        .containsExactly(
            tuple("text", "Helo", ""),
            tuple("edit", "Hello", sent.at("/waMessageId").asText()),
            tuple("deletion", "", sent.at("/waMessageId").asText()));
    assertThat(api.get("/v1/messages").is(200).at("/items"))
        .extracting(it -> it.at("/type").asText())
        .containsExactly("deletion", "edit", "text");
    assertRefused(api.call("DELETE", message + "?forEveryone=true", null), 409, "message_revoked");
  }

  @Test
  void editsACaption() {
    var sent =
        sent("\"type\":\"image\",\"caption\":\"our dor\",\"url\":\"" + at("/door.png") + "\"");
    var message = "/v1/messages/" + sent.at("/id").asText();

    api.call("PATCH", message, "{\"body\":\"our door\"}").is(202);

    var edited = api.until(message, it -> it.at("/editedAt").isTextual());
    assertThat(edited.at("/caption").asText()).isEqualTo("our door");
    assertThat(edited.at("/media/id")).isEqualTo(sent.at("/media/id"));
  }

  @Test
  void answersARepeatedEditAsBefore() {
    var sent = sent("\"type\":\"text\",\"body\":\"Helo\"");
    var message = "/v1/messages/" + sent.at("/id").asText();

    var edit = api.call("PATCH", message, "{\"body\":\"Hello\"}", "Idempotency-Key", "e-1").is(202);
    api.until(message, it -> it.at("/editedAt").isTextual());
    var again =
        api.call("PATCH", message, "{\"body\":\"Hello\"}", "Idempotency-Key", "e-1").is(202);

    assertThat(again.at("/id")).isEqualTo(edit.at("/id"));
    assertThat(inbox()).hasSize(2);
  }

  @Test
  void rejectsWhatCannotBeChanged() {
    var sent = sent("\"type\":\"text\",\"body\":\"Hello\"");
    api.post("/v1/sessions/" + session + "/pause", null).is(200);
    var queued = send("\"type\":\"text\",\"body\":\"Hello\"").is(202);
    var waiting = "/v1/messages/" + queued.at("/id").asText();

    assertRefused(api.call("PATCH", waiting, "{\"body\":\"x\"}"), 409, "message_not_sent");
    assertRefused(api.call("DELETE", waiting + "?forEveryone=true", null), 409, "message_not_sent");
    assertThat(api.call("DELETE", waiting, null).is(200).at("/status").asText())
        .isEqualTo("cancelled");
    assertRefused(
        api.call("PATCH", "/v1/messages/" + sent.at("/id").asText(), "{\"body\":\"\"}"),
        400,
        "invalid_text");
    assertRefused(
        api.call("PATCH", "/v1/messages/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a", "{\"body\":\"x\"}"),
        404,
        "message_not_found");
  }
}
