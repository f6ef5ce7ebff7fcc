package io.crier.rest.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.rest.BodyReader;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewMessageTest {

  @Test
  void aTextIsReadWithAllItsWishes() {
    var message =
        read(
            """
            {"sessionId": "s", "to": "+966501234567", "type": "text", "body": "أهلا, عساك بخير؟",
             "metadata": {"order": {"no": 42, "price": 1.50}}, "sendAt": "2026-01-31T10:30:00+01:00",
             "priority": "high", "pacing": "none"}
            """);

    assertThat(message.content(Optional.empty())).isEqualTo(new Content.Text("أهلا, عساك بخير؟"));
    assertThat(message.unpaced()).isTrue();
    assertThat(message.handling(true))
        .isEqualTo(
            new Handling(
                Priority.HIGH,
                true,
                Optional.of(Instant.parse("2026-01-31T09:30:00Z")),
                Optional.of(new Metadata("{\"order\":{\"no\":42,\"price\":1.50}}"))));
  }

  @Test
  void aTextWithoutWishesIsAnOrdinaryOne() {
    var message = read("{\"sessionId\":\"s\",\"to\":\"1\",\"type\":\"text\",\"body\":\"x\"}");

    assertThat(message.handling(false)).isEqualTo(Handling.ORDINARY);
    assertThat(message.unpaced()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sessionId": "s", "to": "1", "body": "x"}                                    | type: expected one of text, location, contact, reaction, template
          {"sessionId": "s", "to": "1", "type": null, "body": "x"}                      | type: expected one of text, location, contact, reaction, template
          {"sessionId": "s", "to": "1", "type": "fax", "body": "x"}                     | type: expected one of text, location, contact, reaction, template
          {"sessionId": "s", "to": "1", "type": 7, "body": "x"}                         | type: expected one of text, location, contact, reaction, template
          {"sessionId": "s", "to": "1", "type": "text"}                                 | body: is required
          {"sessionId": "s", "to": "1", "type": "text", "body": null}                   | body: is required
          {"to": "1", "type": "text", "body": "x"}                                      | sessionId: is required
          {"sessionId": "s", "type": "text", "body": "x"}                               | to: is required
          {"sessionId": "s", "to": 1, "type": "text", "body": "x"}                      | to: expected a string
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "text": "y"}       | text: there is no such field; there are: body, mentions, metadata, pacing, priority, replyTo, sendAt, sessionId, to, type
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "metadata": "y"}   | metadata: expected an object
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "metadata": [1]}   | metadata: expected an object
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "priority": "code"} | priority: expected one of high, normal, low
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "pacing": "fast"}  | pacing: expected one of none
          {"sessionId": "s", "to": "1", "type": "text", "body": "x", "sendAt": "soon"}  | sendAt: expected a time such as 2026-01-31T09:30:00Z
          """)
  void aBodyThatDoesNotFitIsRefusedWithItsPlace(String body, String detail) {
    var refused = catchThrowableOfType(Refused.class, () -> read(body));

    assertThat(refused.problem().code()).isEqualTo("invalid_request");
    assertThat(refused).hasMessage(detail);
  }

  @ParameterizedTest
  @CsvSource({"[]", "'\"text\"'", "7", "null"})
  void whatIsNoObjectIsRefused(String body) {
    var refused = catchThrowableOfType(Refused.class, () -> read(body));

    assertThat(refused.problem().code()).isEqualTo("invalid_request");
  }

  private static NewMessage read(String body) {
    return BodyReader.read(NewMessage.class, body);
  }
}
