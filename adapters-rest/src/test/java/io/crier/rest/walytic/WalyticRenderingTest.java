package io.crier.rest.walytic;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.webhooks.Receivers.Verdict;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.rest.outbound.RenderingFixture;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WalyticRenderingTest extends RenderingFixture {

  private static final Instant AT = Instant.ofEpochSecond(1_714_602_000);
  private static final Content TEXT = new Content.Text("got it, thanks!");
  private static final Recipient PEER = Recipient.parse("+919999999999");

  WalyticRenderingTest() {
    super(
        new WalyticRendering(),
        WebhookFormat.WALYTIC,
        AT,
        Optional.of(new PhoneNumber("+919876543210")),
        PEER);
  }

  @Test
  void rendersTheExample() {
    assertThat(body(render(received(PEER, TEXT))))
        .isEqualTo(
            "{\"event\":\"message.received\",\"sessionId\":\"919876543210\","
                + "\"from\":\"919999999999\",\"text\":\"got it, thanks!\",\"timestamp\":1714602000}");
  }

  @Test
  void namesGroupsByTheirId() {
    assertThat(body(render(received(Recipient.parse("120363000000000001@g.us"), TEXT))))
        .contains("\"from\":\"120363000000000001@g.us\"");
  }

  @Test
  void rendersTheDeliveryOfASentMessage() {
    assertThat(body(render(changed(MessageStatus.DELIVERED))))
        .isEqualTo(
            "{\"event\":\"message.delivered\",\"sessionId\":\"919876543210\","
                + "\"to\":\"919999999999\",\"messageId\":\"00000000-0000-0000-0000-000000000003\","
                + "\"waMessageId\":\"3EB0\",\"timestamp\":1714602000,\"error\":null}");
  }

  @Test
  void rendersTestDeliveries() {
    var tested = new WebhookEvent.Tested(ACCOUNT, ENDPOINT, AT);

    assertThat(rendering.renders(tested)).isTrue();
    assertThat(body(render(tested)))
        .isEqualTo("{\"event\":\"webhook.test\",\"timestamp\":1714602000}");
  }

  @ParameterizedTest
  @EnumSource(names = {"SENT", "DELIVERED", "READ", "FAILED"})
  void reportsTheDocumentedStatuses(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"SENT", "DELIVERED", "READ", "FAILED"})
  void reportsNoOtherStatus(MessageStatus status) {
    assertThat(rendering.renders(changed(status))).isFalse();
  }

  @Test
  void signsWithTheSecretThatReceiversKnow() {
    assertSignsWithTheSecretThatReceiversKnow("x-walytic-signature");
  }

  @ParameterizedTest
  @CsvSource({
    "200,RECEIVED",
    "299,RECEIVED",
    "301,RETRY",
    "404,RETRY",
    "410,GONE",
    "429,RETRY",
    "500,RETRY"
  })
  void interpretsStatuses(int status, Verdict verdict) {
    assertThat(rendering.verdict(status)).isEqualTo(verdict);
  }
}
