package io.crier.domain.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final SignIn.Lifetime LIFETIME = SignIn.Lifetime.STANDARD;
  private static final SecretToken TOKEN = SecretToken.generate(new Random(1));

  private final SignIn signIn =
      SignIn.begin(UserId.next(NOON), TOKEN.hash(), "127.0.0.1", "Firefox", NOON);

  @Test
  void endsWhenItIsNotUsed() {
    assertThat(signIn.isOver(LIFETIME, NOON.plus(Duration.ofDays(7)).minusMillis(1))).isFalse();
    assertThat(signIn.isOver(LIFETIME, NOON.plus(Duration.ofDays(7)))).isTrue();
  }

  @Test
  void endsAfterAMonthHoweverMuchItIsUsed() {
    var used = signIn.usedAt(NOON.plus(Duration.ofDays(29)));

    assertThat(used.isOver(LIFETIME, NOON.plus(Duration.ofDays(30)).minusMillis(1))).isFalse();
    assertThat(used.isOver(LIFETIME, NOON.plus(Duration.ofDays(30)))).isTrue();
  }

  @Test
  void parsesOnlyWhatWasGenerated() {
    assertThat(SecretToken.parse(TOKEN.value())).contains(TOKEN);
    assertThat(SecretToken.parse(TOKEN.value() + "x")).isEmpty();
    assertThat(SecretToken.parse(null)).isEmpty();
  }

  @Test
  void derivesSecretsThatDifferFromTheHash() {
    assertThat(TOKEN.derive("csrf")).hasSize(43).isNotEqualTo(TOKEN.derive("other"));
    assertThat(TOKEN + "" + TOKEN.hash()).isEqualTo("SecretTokenTokenHash");
  }
}
