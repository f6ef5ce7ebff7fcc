package io.crier.domain.webhooks;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.webhooks.WebhookProblem.INVALID_WEBHOOK_HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHeadersTest {

  @Test
  void keepsNamesAndValues() {
    var headers = new WebhookHeaders(Map.of("x-team", "a, b", "Authorization", "Bearer 1"));

    assertThat(headers.names()).containsExactly("Authorization", "x-team");
    assertThat(headers.values()).containsEntry("Authorization", "Bearer 1");
    assertThat(headers).hasToString("WebhookHeaders[Authorization, x-team]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a:b",
        "a\r\nb",
        "é",
        "Host",
        "Content-Type",
        "CONNECTION",
        "Transfer-Encoding",
        "Keep-Alive",
        "proxy-authorization",
        "TE",
        "Upgrade",
        "Webhook-Signature",
        "X-Crier-Signature",
        "x-aulm-signature",
        "X-Walytic-Signature",
        "Expect"
      })
  void rejectsNamesThatAreReservedOrNoToken(String name) {
    assertRefused(INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(Map.of(name, "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a ", "a\nb", "a\u0000", "é"})
  void rejectsOtherValues(String value) {
    assertRefused(INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(Map.of("X-Team", value)));
  }

  @Test
  void rejectsNullAndTooLongValues() {
    var nothing = new HashMap<String, String>();
    nothing.put("X-Team", null);

    assertRefused(INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(nothing));
    assertRefused(
        INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(Map.of("X-Team", "x".repeat(1_001))));
    assertThat(new WebhookHeaders(Map.of("X-Team", "x".repeat(1_000))).values()).hasSize(1);
  }

  @Test
  void rejectsNamesThatDifferOnlyInCase() {
    assertRefused(
        INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(Map.of("X-Team", "1", "x-team", "2")));
  }

  @Test
  void limitsTheirNumber() {
    assertRefused(INVALID_WEBHOOK_HEADER, () -> new WebhookHeaders(headers(11)));
    assertThat(new WebhookHeaders(headers(10)).names()).hasSize(10);
  }

  private static Map<String, String> headers(int count) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(it -> "X-" + it, Object::toString));
  }
}
