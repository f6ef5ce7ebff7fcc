package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final byte[] BODY = "{\"type\":\"message.status\"}".getBytes(UTF_8);

  @Test
  void passesVerificationByThePublicLibrary() throws Exception {
    var random = new Random(20261121);
    var now = Instant.now(); // the library compares with the clock of the machine
    for (var i = 0; i < 10_000; i++) {
      var secret = secret(random);
      var body = randomText(random);
      var signature =
          WebhookSignature.standard(List.of(secret), "evt_" + i, now, body.getBytes(UTF_8));

      new Webhook(secret).verify(body, headers("evt_" + i, now, signature));
    }
  }

  @Test
  void verifiesWithEitherSecretDuringRotation() {
    var random = new Random(1);
    var old = secret(random);
    var fresh = secret(random);
    var now = Instant.now();
    var signature = WebhookSignature.standard(List.of(fresh, old), "evt_1", now, BODY);

    assertThatCode(() -> verify(old, "evt_1", now, signature)).doesNotThrowAnyException();
    assertThatCode(() -> verify(fresh, "evt_1", now, signature)).doesNotThrowAnyException();
  }

  @Test
  void failsWithOldSecretAfterRotation() {
    var random = new Random(2);
    var old = secret(random);
    var now = Instant.now();
    var signature = WebhookSignature.standard(List.of(secret(random)), "evt_1", now, BODY);

    assertThatThrownBy(() -> verify(old, "evt_1", now, signature))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void signsIdAndTimestamp() {
    var secret = secret(new Random(3));
    var now = Instant.now();
    var signature = WebhookSignature.standard(List.of(secret), "evt_1", now, BODY);

    assertThatThrownBy(() -> verify(secret, "evt_2", now, signature))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> verify(secret, "evt_1", now.plusSeconds(1), signature))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void matchesBodySignatureOfOpenssl() {
    // printf '{"type":"message.status"}' | openssl dgst -sha256 -hmac
    // whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==
    assertThat(WebhookSignature.ofBody("whsec_c2VjcmV0IG9mIHRoZSByZWNlaXZlcg==", BODY))
        .isEqualTo("sha256=b040ae65a818597ba1ccc0d401402c13ce392644b35ca457037350cd1a11499f");
  }

  @Test
  void signsBinaryBodies() {
    var bytes = new byte[] {0, (byte) 0xFF, (byte) 0xC3, 0x28};

    assertThat(WebhookSignature.ofBody("key", bytes)).matches("sha256=[0-9a-f]{64}");
    assertThat(WebhookSignature.ofBody("key", bytes))
        .isNotEqualTo(WebhookSignature.ofBody("key", new String(bytes, UTF_8).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "c2VjcmV0", "whsec_not base64!", "WHSEC_c2VjcmV0"})
  void rejectsInvalidSecretWithoutQuotingIt(String secret) {
    assertThatThrownBy(
            () -> WebhookSignature.standard(List.of(secret), "evt_1", Instant.EPOCH, BODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessage("a webhook secret is whsec_ followed by base64");
  }

  @Test
  void requiresASecret() {
    assertThatThrownBy(() -> WebhookSignature.standard(List.of(), "evt_1", Instant.EPOCH, BODY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void verify(String secret, String id, Instant timestamp, String signature)
      throws Exception {
    new Webhook(secret).verify(new String(BODY, UTF_8), headers(id, timestamp, signature));
  }

  private static Map<String, List<String>> headers(String id, Instant timestamp, String signature) {
    return Map.of(
        "webhook-id", List.of(id),
        "webhook-timestamp", List.of(Long.toString(timestamp.getEpochSecond())),
        "webhook-signature", List.of(signature));
  }

  private static String secret(Random random) {
    var key = new byte[24 + random.nextInt(41)];
    random.nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static String randomText(Random random) {
    var text = new StringBuilder();
    random
        .ints(random.nextInt(500), Character.MIN_CODE_POINT, Character.MAX_CODE_POINT + 1)
        .filter(
            character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
