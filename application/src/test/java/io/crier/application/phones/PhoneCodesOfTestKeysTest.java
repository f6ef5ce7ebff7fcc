package io.crier.application.phones;

import static io.crier.application.phones.PhoneCodesFixture.NUMBER;
import static io.crier.application.phones.PhoneCodesFixture.plans;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Phones that test keys register. */
class PhoneCodesOfTestKeysTest {

  private final PhoneCodesFixture fixture = new PhoneCodesFixture();
  private final Account acme = fixture.acme;
  private final List<PhoneNumber> deleted = fixture.deleted;

  @Test
  void sendsTheCodeOfATestKeyToTheSimulatorForFree() {
    fixture.limit(plans(10, 0));

    fixture.register(acme.id(), NUMBER, true);

    assertThat(fixture.queue())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.handling().test()).isTrue();
              assertThat(message.whatsAppId().value()).startsWith("sim_");
            });
  }

  @Test
  void requiresALiveVerificationAfterATestOne() {
    fixture.register(acme.id(), NUMBER, true);
    fixture.verify(fixture.lastCode());
    fixture.pass(Duration.ofMinutes(1));

    var live = fixture.register(acme.id(), NUMBER, false);

    assertThat(live.phone().isVerified()).isFalse();
    assertThat(live.phone().test()).isFalse();
    assertThat(deleted).containsExactly(NUMBER);
  }

  @Test
  void keepsALiveVerificationDespiteATestKey() {
    fixture.register();
    fixture.verify(fixture.lastCode());

    assertRefused(PHONE_ALREADY_VERIFIED, () -> fixture.register(acme.id(), NUMBER, true));
  }
}
