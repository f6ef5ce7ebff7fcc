package io.crier.application.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.phones.PhoneCodesFixture.NUMBER;
import static io.crier.application.phones.PhoneCodesFixture.plans;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.phones.PhoneProblem.CODE_TOO_SOON;
import static io.crier.domain.phones.PhoneProblem.NO_ALERT_SENDER;
import static io.crier.domain.phones.PhoneProblem.PHONE_LIMIT_REACHED;
import static io.crier.domain.phones.PhoneProblem.TOO_MANY_CODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits on codes. */
class PhoneCodeLimitsTest {

  private final PhoneCodesFixture fixture = new PhoneCodesFixture();
  private final World world = fixture.world;
  private final Account acme = fixture.acme;
  private final Session sender = fixture.sender;
  private final FindPhones findPhones = fixture.findPhones;
  private final DeletePhone deletePhone = fixture.deletePhone;

  private static PhoneNumber number(int n) {
    return new PhoneNumber("+34600" + (100_000 + n));
  }

  @Test
  void registersNothingWithoutASender() {
    world.database.run(() -> world.alertSenders.remove(sender.id()));

    assertRefused(NO_ALERT_SENDER, fixture::register);
    assertThat(findPhones.list(admin(acme))).isEmpty();
  }

  @Test
  void registersNothingWithoutQuota() {
    fixture.limit(plans(10, 0));

    assertRefused(DAILY_QUOTA_EXCEEDED, fixture::register);
    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(fixture.queue()).isEmpty();
  }

  @Test
  void limitsPhonesButNotTheirCodesByPlan() {
    fixture.limit(plans(1, Plan.UNLIMITED));
    fixture.register();
    fixture.pass(Duration.ofSeconds(60));

    assertRefused(PHONE_LIMIT_REACHED, () -> fixture.register(acme.id(), number(1)));
    fixture.register();
  }

  @Test
  void growsThePausesBetweenCodesToANumber() {
    fixture.register();
    for (var pause : List.of(60, 120, 300, 300)) {
      fixture.pass(Duration.ofSeconds(pause - 1));
      fixture.assertRetryAfter(CODE_TOO_SOON, Duration.ofSeconds(1), fixture::register);
      fixture.pass(Duration.ofSeconds(1));
      fixture.register();
    }
  }

  @Test
  void limitsCodesToANumberToFiveADay() {
    var globex = world.account();
    for (var i = 0; i < 5; i++) {
      var account = i % 2 == 0 ? acme.id() : globex.id();
      fixture.register(account, NUMBER);
      deletePhone.delete(admin(account), NUMBER);
      fixture.pass(Duration.ofMinutes(10));
    }

    fixture.assertRetryAfter(
        TOO_MANY_CODES,
        Duration.ofHours(24).plusMinutes(15).minusMinutes(50),
        () -> fixture.register(world.account().id(), NUMBER));
    fixture.pass(Duration.ofHours(24).plusMinutes(15).minusMinutes(50));
    fixture.register();
    fixture.pass(Duration.ofMinutes(5));
    fixture.assertRetryAfter(TOO_MANY_CODES, Duration.ofMinutes(5), fixture::register);
  }

  @Test
  void limitsCodesOfAnAccountToTwentyAnHour() {
    fixture.limit(plans(100, Plan.UNLIMITED));
    for (var i = 0; i < 20; i++) {
      fixture.register(acme.id(), number(i));
      fixture.pass(Duration.ofMinutes(1));
    }

    fixture.assertRetryAfter(
        TOO_MANY_CODES, Duration.ofMinutes(40), () -> fixture.register(acme.id(), number(20)));
    fixture.pass(Duration.ofMinutes(40));
    fixture.register(acme.id(), number(20));
  }
}
