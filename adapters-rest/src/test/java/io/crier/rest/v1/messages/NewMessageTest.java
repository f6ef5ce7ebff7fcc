package io.crier.rest.v1.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Refused;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.rest.json.BodyReader;
import io.crier.rest.json.Json;
import io.crier.rest.json.JsonBodies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewMessageTest {

  @Test
  void readsTextWithAllOptions() {
    var message =
        read(
            """
            {"sessionId": "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a", "to": "+966501234567",
             "type": "text", "body": "أهلا, عساك بخير؟",
             "metadata": {"order": {"no": 42, "price": 1.50}}, "sendAt": "2026-01-31T10:30:00+01:00",
             "priority": "high", "pacing": "none"}
            """);

    assertThat(message.content(Optional.empty(), Optional.empty()))
        .isEqualTo(new Content.Text("أهلا, عساك بخير؟"));
    assertThat(message.outgoing().unpaced()).isTrue();
    assertThat(message.outgoing().handling())
        .isEqualTo(
            new Handling(
                Priority.HIGH,
                false,
                Optional.of(Instant.parse("2026-01-31T09:30:00Z")),
                Optional.of(new Metadata("{\"order\":{\"no\":42,\"price\":1.50}}"))));
  }

  @Test
  void readsAStory() {
    var message =
        read(
            "{\"sessionId\": \"01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a\","
                + " \"to\": \"status@broadcast\", \"type\": \"text\", \"body\": \"x\","
                + " \"audience\": [\"966507654321\", \"81234567890123@lid\"]}");

    assertThat(message.outgoing().to()).isEqualTo(new Recipient.Stories());
    assertThat(message.content(Optional.empty(), Optional.empty()).context().audience())
        .extracting(Recipient::text)
        .containsExactly("+966507654321", "81234567890123@lid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status@broadcast", "120363041234567890@g.us", "nobody"})
  void rejectsAnAudienceOfOthersThanPeople(String who) {
    var story = read(body("\"text\", \"body\": \"x\", \"audience\": [\"" + who + "\"]"));

    var refused =
        catchThrowableOfType(
            Refused.class, () -> story.content(Optional.empty(), Optional.empty()));

    assertThat(refused.problem().code()).isEqualTo("invalid_content");
  }

  @Test
  void readsTextWithDefaults() {
    var outgoing = read(body("\"text\", \"body\": \"x\"")).outgoing();

    assertThat(outgoing.handling()).isEqualTo(Handling.ORDINARY);
    assertThat(outgoing.unpaced()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sessionId": "s", "to": "1", "body": "x"}                                    | type: expected one of text, image, video, audio, document, sticker, poll, buttons, list, location, contact, reaction, forward, template
          {"sessionId": "s", "to": "1", "type": null, "body": "x"}                      | type: expected one of text, image, video, audio, document, sticker, poll, buttons, list, location, contact, reaction, forward, template
          {"sessionId": "s", "to": "1", "type": "fax", "body": "x"}                     | type: expected one of text, image, video, audio, document, sticker, poll, buttons, list, location, contact, reaction, forward, template
          {"sessionId": "s", "to": "1", "type": 7, "body": "x"}                         | type: expected one of text, image, video, audio, document, sticker, poll, buttons, list, location, contact, reaction, forward, template
          {"sessionId": "s", "to": "1", "type": "text"}                                 | body: is required
          {"sessionId": "s", "to": "1", "type": "text", "body": null}                   | body: is required
          {"to": "1", "type": "text", "body": "x"}                                      | sessionId: is required
          {"sessionId": "s", "type": "text", "body": "x"}                               | to: is required
          {"sessionId": "s", "to": 1, "type": "text", "body": "x"}                      | to: expected a string
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "text": "y"}       | text: unknown field; known fields: audience, body, linkPreview, mentionAll, mentions, metadata, pacing, priority, replyTo, sendAt, sessionId, to, type
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "metadata": "y"}   | metadata: expected an object
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "metadata": [1]}   | metadata: expected an object
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "priority": "code"} | priority: expected one of high, normal, low
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "pacing": "fast"}  | pacing: expected one of none
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "sendAt": "soon"}  | sendAt: expected a time such as 2026-01-31T09:30:00Z
          """)
  void rejectsMismatchWithPath(String body, String detail) {
    var refused = catchThrowableOfType(Refused.class, () -> read(body));

    assertThat(refused.problem().code()).isEqualTo("invalid_request");
    assertThat(refused).hasMessage(detail);
  }

  @ParameterizedTest
  @CsvSource({"[]", "'\"text\"'", "7", "null"})
  void rejectsNonObject(String body) {
    var refused = catchThrowableOfType(Refused.class, () -> read(body));

    assertThat(refused.problem().code()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "image", "url": "u", "caption": "c"                  | IMAGE    | c |
          "video", "data": "d"                                 | VIDEO    |   |
          "audio", "url": "u"                                  | AUDIO    |   |
          "audio", "url": "u", "voice": true                   | VOICE    |   |
          "document", "caption": "c", "filename": "a.pdf"      | DOCUMENT | c | a.pdf
          """)
  void readsFileMessages(String fields, MediaKind kind, String caption, String filename) {
    assertThat(content(fields, Optional.empty()))
        .isEqualTo(
            new Content.Media(
                kind,
                MessageFixture.FILE,
                Optional.ofNullable(caption),
                Optional.ofNullable(filename),
                Context.NONE));
  }

  @Test
  void takesFilenameFromUploadUnlessGiven() {
    var nameless = (NewFile) read(body("\"document\""));
    var named = (NewFile) read(body("\"document\", \"filename\": \"a.pdf\""));

    assertThat(((NewFile.Document) nameless.withFilename("b.pdf")).filename()).isEqualTo("b.pdf");
    assertThat(((NewFile.Document) named.withFilename("b.pdf")).filename()).isEqualTo("a.pdf");
  }

  @Test
  void readsLocationContactReactionAndTemplate() {
    assertThat(content("\"location\", \"latitude\": 24.7, \"longitude\": 46, \"name\": \"n\""))
        .isEqualTo(
            new Content.Location(24.7, 46, Optional.of("n"), Optional.empty(), Context.NONE));
    assertThat(content("\"contact\", \"name\": \"Fatima\", \"number\": \"+966507654321\""))
        .isEqualTo(
            new Content.ContactCard("Fatima", new PhoneNumber("+966507654321"), Context.NONE));
    assertThat(
            content("\"reaction\", \"messageId\": \"m\", \"emoji\": \"👍\"", Optional.of(QUOTED)))
        .isEqualTo(new Content.Reaction(QUOTED, "👍", Context.NONE));
    assertThat(
            content(
                "\"template\", \"name\": \"ready\", \"language\": \"ar\", \"components\": [{}]"))
        .isEqualTo(new MessageTemplate("ready", "ar", "[{}]"));
    assertThat(content("\"template\", \"name\": \"ready\", \"language\": \"ar\""))
        .isEqualTo(new MessageTemplate("ready", "ar", "[]"));
  }

  @Test
  void readsReplyAndMentions() {
    var message =
        read(
            body(
                "\"text\", \"body\": \"x\", \"replyTo\": \"m\", \"mentions\": [\"966507654321\"]"));

    assertThat(message.refersTo()).contains("m");
    assertThat(message.content(Optional.of(QUOTED), Optional.empty()).context())
        .isEqualTo(
            new Context(
                Optional.of(QUOTED), List.of(Recipient.parse("+966507654321")), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"x", "120363012345678901@g.us", "+1"})
  void rejectsInvalidMention(String mention) {
    var refused =
        catchThrowableOfType(
            Refused.class,
            () -> content("\"text\", \"body\": \"x\", \"mentions\": [\"" + mention + "\"]"));

    assertThat(refused).hasMessage("mentions: expected numbers or …@lid");
  }

  @ParameterizedTest
  @CsvSource({"[]", "7", "null", "{}", "'{\"type\":\"fax\"}'"})
  void rejectsInvalidBatchItem(String json) {
    var node = Json.read(json);

    var refused =
        catchThrowableOfType(Refused.class, () -> JsonBodies.read(node, NewMessage.class));

    assertThat(refused.problem().code()).isEqualTo("invalid_request");
  }

  private static final Quoted QUOTED =
      new Quoted(Optional.empty(), new WhatsAppId("3EB0A1"), true, Optional.empty(), "hello");

  private static Content content(String fields) {
    return content(fields, Optional.empty());
  }

  private static Content content(String fields, Optional<Quoted> named) {
    return read(body(fields)).content(named, Optional.of(MessageFixture.FILE));
  }

  private static String body(String fields) {
    return "{\"sessionId\": \"01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a\","
        + " \"to\": \"+966501234567\", \"type\": "
        + fields
        + "}";
  }

  private static NewMessage read(String body) {
    return BodyReader.read(NewMessage.class, body);
  }
}
