package io.crier.application.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.phones.PhoneCodesFixture.NUMBER;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.phones.PhoneProblem.CODE_EXPIRED;
import static io.crier.domain.phones.PhoneProblem.CODE_USED_UP;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static io.crier.domain.phones.PhoneProblem.NO_ALERT_SENDER;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.AtOnce;
import io.crier.application.World;
import io.crier.domain.ProblemKind;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registering and verifying phones with codes. */
class PhoneCodesTest {

  private final PhoneCodesFixture fixture = new PhoneCodesFixture();
  private final World world = fixture.world;
  private final Account acme = fixture.acme;
  private final List<PhoneNumber> deleted = fixture.deleted;
  private final FindPhones findPhones = fixture.findPhones;
  private final DeletePhone deletePhone = fixture.deletePhone;

  private static VerificationCode wrong(VerificationCode right, int nth) {
    var digits = (Integer.parseInt(right.digits()) + 1 + nth) % 1_000_000;
    return new VerificationCode("%06d".formatted(digits));
  }

  @Test
  void verifiesAPhoneWithItsCode() {
    var registered = fixture.register(acme.id(), NUMBER);
    assertThat(registered.phone().isVerified()).isFalse();
    assertThat(registered.code().orElseThrow().status()).isEqualTo(MessageStatus.QUEUED);

    fixture.verify(fixture.lastCode());

    var shown = findPhones.find(admin(acme), NUMBER);
    assertThat(shown.phone().verifiedAt()).contains(fixture.now);
    assertThat(shown.code()).isEmpty();
  }

  @Test
  void sendsACodeFirstAndFromTheAlertSender() {
    fixture.register();

    assertThat(fixture.queue())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.priority()).isEqualTo(Priority.CODE);
              assertThat(message.account()).isEqualTo(acme.id());
              assertThat(message.content().text()).matches("\\d{6} is your code for 15 minutes\\.");
            });
  }

  @Test
  void countsAWrongCodeAsATry() {
    fixture.register();

    assertRefused(INVALID_CODE, () -> fixture.verify(wrong(fixture.lastCode(), 1)));

    var shown = findPhones.find(admin(acme), NUMBER);
    assertThat(shown.phone().isVerified()).isFalse();
    assertThat(shown.code().orElseThrow().code().triesLeft()).isEqualTo(4);
    fixture.verify(fixture.lastCode());
  }

  @Test
  void rejectsTheRightCodeAfterFiveWrongOnes() {
    fixture.register();
    for (var i = 0; i < 5; i++) {
      var nth = i;
      assertRefused(INVALID_CODE, () -> fixture.verify(wrong(fixture.lastCode(), nth)));
    }
    fixture.pass(Duration.ofSeconds(20));

    fixture.assertRetryAfter(
        CODE_USED_UP, Duration.ofSeconds(40), () -> fixture.verify(fixture.lastCode()));
  }

  @Test
  void countsConcurrentWrongCodes() {
    fixture.register();
    var right = fixture.lastCode();

    var judged =
        AtOnce.run(
            16,
            () ->
                catchThrowableOfType(Refused.class, () -> fixture.verify(wrong(right, 1)))
                    .problem()
                    .equals(INVALID_CODE));

    assertThat(judged).filteredOn(it -> it).hasSize(5);
  }

  @Test
  void expiresACodeAfterAQuarterOfAnHour() {
    fixture.register();
    fixture.pass(Duration.ofMinutes(15).minusMillis(1));
    assertRefused(INVALID_CODE, () -> fixture.verify(wrong(fixture.lastCode(), 1)));
    fixture.pass(Duration.ofMillis(1));

    assertRefused(CODE_EXPIRED, () -> fixture.verify(fixture.lastCode()));
  }

  @Test
  void replacesTheOldCodeByANewOne() {
    fixture.register();
    var old = fixture.lastCode();
    fixture.pass(Duration.ofSeconds(60));
    fixture.register();

    assertRefused(INVALID_CODE, () -> fixture.verify(old));
    fixture.verify(fixture.lastCode());
  }

  @Test
  void rejectsTheCodeOfAnotherAccount() {
    var globex = world.account();
    fixture.register(globex.id(), NUMBER);
    var theirs = fixture.lastCode();
    fixture.register();

    assertRefused(INVALID_CODE, () -> fixture.verify(theirs));
  }

  @Test
  void sendsNoCodeToAVerifiedPhone() {
    fixture.register();
    fixture.verify(fixture.lastCode());
    fixture.pass(Duration.ofHours(1));

    assertRefused(PHONE_ALREADY_VERIFIED, fixture::register);
    assertRefused(PHONE_ALREADY_VERIFIED, () -> fixture.verify(fixture.lastCode()));
  }

  @Test
  void hidesPhonesOfOtherAccounts() {
    fixture.register(world.account().id(), NUMBER);

    assertRefused(PHONE_NOT_FOUND, () -> fixture.verify(fixture.lastCode()));
    assertRefused(PHONE_NOT_FOUND, () -> deletePhone.delete(admin(acme), NUMBER));
    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(NO_ALERT_SENDER.kind()).isEqualTo(ProblemKind.CONFLICT);
  }

  @Test
  void deletesAPhoneAndNotifiesTheListener() {
    fixture.register();
    fixture.verify(fixture.lastCode());

    deletePhone.delete(admin(acme), NUMBER);

    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(deleted).containsExactly(NUMBER);
  }
}
