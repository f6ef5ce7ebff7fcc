package io.crier.domain.webhooks;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static io.crier.domain.webhooks.WebhookProblem.INVALID_WEBHOOK_URL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEndpointTest {

  private final SplittableRandom random = new SplittableRandom(6);
  private final WebhookSecret first = WebhookSecret.generate(random);
  private final WebhookSecret second = WebhookSecret.generate(random);

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.com/hook?x=1", "HTTP://127.0.0.1:8080", "http://[::1]/hook"})
  void acceptsHttpAndHttps(String url) {
    assertThat(endpoint(url).url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "file:///etc/passwd",
        "/hook",
        "http:hook",
        "https:///hook",
        "https://user:secret@example.com/",
        "https://example.com/#part",
      })
  void rejectsAnythingElse(String url) {
    assertRefused(INVALID_WEBHOOK_URL, () -> endpoint(url));
  }

  @Test
  void limitsTheLengthOfTheUrl() {
    assertRefused(INVALID_WEBHOOK_URL, () -> endpoint("https://example.com/" + "x".repeat(1_981)));
    assertThat(endpoint("https://example.com/" + "x".repeat(1_980)).url()).isNotNull();
  }

  @Test
  void resetsFailuresWhenEnabled() {
    var disabled =
        endpoint("https://example.com/").health(EndpointHealth.GOOD.failed(NOON)).disable("gone");

    assertThat(disabled.disabled()).contains("gone");
    assertThat(disabled.enable().disabled()).isEmpty();
    assertThat(disabled.enable().health()).isEqualTo(EndpointHealth.GOOD);
  }

  @Test
  void signsWithTheOldSecretForOneMoreDay() {
    var rotated = endpoint("https://example.com/").rotate(second, NOON);
    var end = NOON.plus(Duration.ofHours(24));

    assertThat(rotated.secrets().active(end.minusNanos(1))).containsExactly(second, first);
    assertThat(rotated.secrets().active(end)).containsExactly(second);
  }

  @Test
  void hidesSecretsInItsText() {
    assertThat(first.text()).startsWith("whsec_").hasSizeGreaterThan(40);
    assertThat(first).hasToString("WebhookSecret").isNotEqualTo(second);
  }

  private WebhookEndpoint endpoint(String url) {
    return WebhookEndpoint.create(
        AccountId.next(NOON),
        URI.create(url),
        WebhookFilter.NONE,
        WebhookHeaders.NONE,
        WebhookFormat.CRIER,
        first,
        NOON);
  }
}
