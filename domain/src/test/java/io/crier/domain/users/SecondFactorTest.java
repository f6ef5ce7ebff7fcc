package io.crier.domain.users;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondFactorTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final byte[] RFC_SECRET = "12345678901234567890".getBytes(US_ASCII);
  private static final UserId USER = UserId.next(NOON);

  private final SecondFactor rfc =
      new SecondFactor(USER, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", true, 0, Set.of());

  /** The last six digits of the vectors in RFC 6238, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void computesTheVectorsOfTheRfc(long seconds, String code) {
    assertThat(Totp.code(RFC_SECRET, seconds / 30)).isEqualTo(code);
    assertThat(rfc.accept(code, Instant.ofEpochSecond(seconds))).isPresent();
  }

  @Test
  void acceptsTheStepBeforeAndAfter() {
    var step = NOON.getEpochSecond() / 30;

    for (var other = -1; other <= 1; other++) {
      assertThat(rfc.accept(code(step + other), NOON)).isPresent();
    }
    assertThat(rfc.accept(code(step - 2), NOON)).isEmpty();
    assertThat(rfc.accept(code(step + 2), NOON)).isEmpty();
    assertThat(rfc.accept("", NOON)).isEmpty();
  }

  @Test
  void acceptsNoCodeTwice() {
    var code = code(NOON.getEpochSecond() / 30);

    var used = rfc.accept(" " + code.substring(0, 3) + " " + code.substring(3), NOON).orElseThrow();

    assertThat(used.accept(code, NOON)).isEmpty();
    assertThat(used.accept(code(NOON.getEpochSecond() / 30 + 1), NOON)).isPresent();
  }

  @Test
  void acceptsEachRecoveryCodeOnce() {
    var begun = SecondFactor.begin(USER, new Random(1));
    assertThat(begun.activate("000000", NOON, new Random(2))).isEmpty();
    var code = Totp.code(AuthenticatorApp.decode(begun.secret()), NOON.getEpochSecond() / 30);

    var activated = begun.activate(code, NOON, new Random(2)).orElseThrow();

    assertThat(activated.recoveryCodes())
        .hasSize(10)
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
    assertThat(activated.factor().accept(code, NOON)).isEmpty();
    var recovery = activated.recoveryCodes().getFirst();
    var used =
        activated.factor().accept(recovery.toUpperCase(java.util.Locale.ROOT), NOON).orElseThrow();
    assertThat(used.accept(recovery, NOON)).isEmpty();
    assertThat(used.recoveryHashes()).hasSize(9);
  }

  @Test
  void namesTheUserInTheUri() {
    assertThat(rfc.uri(Email.parse("a+b@clinic.example")))
        .isEqualTo(
            "otpauth://totp/Crier:a%2Bb%40clinic.example"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Crier");
    assertThat(rfc).hasToString("SecondFactor");
  }

  private static String code(long step) {
    return Totp.code(RFC_SECRET, step);
  }
}
