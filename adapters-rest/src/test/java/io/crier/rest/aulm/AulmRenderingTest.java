package io.crier.rest.aulm;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.rest.outbound.RenderingFixture;
import io.crier.rest.outbound.WebhookSignature;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AulmRenderingTest extends RenderingFixture {

  private static final Instant AT = Instant.parse("2026-05-28T10:15:42Z");
  private static final Recipient PEER = Recipient.parse("+966512345678");
  private static final String EVENT = "00000000-0000-0000-0000-000000000004";

  AulmRenderingTest() {
    super(new AulmRendering(), WebhookFormat.AULM, AT, Optional.empty(), PEER);
  }

  @Test
  void rendersAReceivedMessage() {
    assertRendered(
        received(PEER, new Content.Text("hi")),
        "inbound_message",
        "{\"event\":\"inbound_message\",\"delivery_id\":\"00000000-0000-0000-0000-000000000004\","
            + "\"session_id\":\"00000000-0000-0000-0000-000000000002\","
            + "\"from\":\"+966512345678\",\"message_id\":\"3EB0\",\"type\":\"text\","
            + "\"body\":\"hi\",\"received_at\":\"2026-05-28T10:15:42.000Z\"}");
  }

  @Test
  void rendersAReplyToAButtonAsText() {
    var reply =
        new Content.Interactive(
            "button",
            Optional.empty(),
            Optional.of("Yes"),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);

    assertThat(body(render(received(PEER, reply)))).contains("\"type\":\"text\",\"body\":\"Yes\"");
  }

  @Test
  void rendersTheStatusOfASentMessage() {
    assertRendered(
        changed(MessageStatus.DELIVERED),
        "message_status",
        "{\"event\":\"message_status\",\"delivery_id\":\"00000000-0000-0000-0000-000000000004\","
            + "\"session_id\":\"00000000-0000-0000-0000-000000000002\",\"message_id\":\"3EB0\","
            + "\"status\":\"delivered\",\"to\":\"+966512345678\","
            + "\"occurred_at\":\"2026-05-28T10:15:42.000Z\"}");
  }

  @Test
  void marksTestDeliveries() {
    var tested = new WebhookEvent.Tested(ACCOUNT, ENDPOINT, AT);

    assertThat(rendering.renders(tested)).isTrue();
    assertThat(body(render(tested)))
        .startsWith("{\"event\":\"inbound_message\",")
        .endsWith(",\"test\":true}");
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED", "READ", "PLAYED", "FAILED"})
  void reportsTheDocumentedStatuses(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SENT", "DELIVERED", "READ", "PLAYED", "FAILED"})
  void reportsNoOtherStatus(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isFalse();
  }

  @Test
  void signsWithTheSecretThatReceiversKnow() {
    assertSignsWithTheSecretThatReceiversKnow("x-aulm-signature");
  }

  @ParameterizedTest
  @CsvSource({
    "200,RECEIVED",
    "204,RECEIVED",
    "299,RECEIVED",
    "301,RETRY",
    "400,REJECTED",
    "404,REJECTED",
    "410,REJECTED",
    "429,RETRY",
    "499,REJECTED",
    "500,RETRY",
    "503,RETRY"
  })
  void interpretsStatuses(int status, Verdict verdict) {
    assertThat(rendering.verdict(status)).isEqualTo(verdict);
  }

  private void assertRendered(DomainEvent event, String name, String body) {
    var request = render(event);

    assertThat(body(request)).isEqualTo(body);
    assertThat(request.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-aulm-event", name)
        .containsEntry("x-aulm-delivery-id", EVENT)
        .containsEntry("x-aulm-attempt", "3")
        .containsEntry("x-aulm-signature", WebhookSignature.ofBody(OLD.text(), request.body()));
  }
}
