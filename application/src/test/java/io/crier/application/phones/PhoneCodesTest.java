package io.crier.application.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.testing;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.phones.PhoneProblem.CODE_EXPIRED;
import static io.crier.domain.phones.PhoneProblem.CODE_TOO_SOON;
import static io.crier.domain.phones.PhoneProblem.CODE_USED_UP;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static io.crier.domain.phones.PhoneProblem.NO_ALERT_SENDER;
import static io.crier.domain.phones.PhoneProblem.PHONE_ALREADY_VERIFIED;
import static io.crier.domain.phones.PhoneProblem.PHONE_LIMIT_REACHED;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;
import static io.crier.domain.phones.PhoneProblem.TOO_MANY_CODES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.AtOnce;
import io.crier.application.World;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Plans;
import io.crier.application.accounts.Quota;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.ProblemKind;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.phones.CodePolicy;
import io.crier.domain.phones.PhoneProblem;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Registering and verifying phones: the way of a code. */
class PhoneCodesTest {

  private static final PhoneNumber NUMBER = new PhoneNumber("+34600000001");

  private static final CodePolicy POLICY =
      new CodePolicy(
          "{code} is your code for {minutes} minutes.",
          Duration.ofMinutes(15),
          5,
          List.of(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(300)),
          5,
          20);

  private final World world = new World();
  private final Account acme = world.account();
  private final Session sender = world.connected(world.account(), Pacing.NONE);
  private final List<PhoneNumber> deleted = new ArrayList<>();

  /** A separate time, so that a year can pass without running everything else. */
  private Instant now = world.instant();

  private final Codes codes = world.codes;
  private final FindPhones findPhones =
      new FindPhones(world.phones, codes, world.messages, world.database);
  private final VerifyPhone verifyPhone =
      new VerifyPhone(
          world.phones, codes, new PlainCodeHashes(), POLICY, world.database, () -> now);
  private final DeletePhone deletePhone =
      new DeletePhone(world.phones, (account, number) -> deleted.add(number), world.database);
  private RegisterPhone registerPhone = registerPhone(plans(10, Plan.UNLIMITED));

  PhoneCodesTest() {
    world.database.run(() -> world.alertSenders.add(sender.id(), now));
  }

  private static Plans plans(int phones, long sendsPerDay) {
    return new Plans(
        Arrays.stream(PlanName.values())
            .map(name -> new Plan(name, 2, phones, 1, 60, sendsPerDay, Plan.UNLIMITED))
            .toList());
  }

  private RegisterPhone registerPhone(Plans plans) {
    var queueMessages =
        new QueueMessages(
            world.messages,
            new Quota(world.allowances, world.accounts, plans),
            world.events,
            world.server.lanes,
            () -> now);
    return new RegisterPhone(
        world.phones,
        new SendCode(
            codes,
            new PlainCodeHashes(),
            POLICY,
            new ChooseSender(world.alertSenders),
            queueMessages,
            world.random),
        queueMessages,
        (account, number) -> deleted.add(number),
        new AccountPlans(world.accounts, plans),
        world.database,
        () -> now);
  }

  private FindPhones.PhoneDetails register(AccountId account, PhoneNumber number) {
    return register(account, number, false);
  }

  private FindPhones.PhoneDetails register(AccountId account, PhoneNumber number, boolean test) {
    return registerPhone.register(
        test ? testing(admin(account)) : admin(account), number, Optional.empty());
  }

  private void register() {
    register(acme.id(), NUMBER);
  }

  private void verify(VerificationCode code) {
    verifyPhone.verify(admin(acme), NUMBER, code);
  }

  private void pass(Duration duration) {
    now = now.plus(duration);
  }

  private static PhoneNumber number(int n) {
    return new PhoneNumber("+34600" + (100_000 + n));
  }

  /** All waiting messages, in order of acceptance. */
  private List<Message> queue() {
    return world.database.execute(
        () -> world.messages.heads(List.of(sender.id()), Set.of(), 100_000));
  }

  private VerificationCode lastCode() {
    return new VerificationCode(queue().getLast().content().text().substring(0, 6));
  }

  private static VerificationCode wrong(VerificationCode right, int nth) {
    var digits = (Integer.parseInt(right.digits()) + 1 + nth) % 1_000_000;
    return new VerificationCode("%06d".formatted(digits));
  }

  private void assertRetryAfter(PhoneProblem problem, Duration wait, ThrowingCallable asked) {
    var refused = catchThrowableOfType(Refused.class, asked);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.retryAfter()).contains(wait);
  }

  // The way of a code

  @Test
  void verifiesAPhoneWithItsCode() {
    var registered = register(acme.id(), NUMBER);
    assertThat(registered.phone().isVerified()).isFalse();
    assertThat(registered.code().orElseThrow().status()).isEqualTo(MessageStatus.QUEUED);

    verify(lastCode());

    var shown = findPhones.find(admin(acme), NUMBER);
    assertThat(shown.phone().verifiedAt()).contains(now);
    assertThat(shown.code()).isEmpty();
  }

  @Test
  void sendsACodeFirstAndFromTheAlertSender() {
    register();

    assertThat(queue())
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
    register();

    assertRefused(INVALID_CODE, () -> verify(wrong(lastCode(), 1)));

    var shown = findPhones.find(admin(acme), NUMBER);
    assertThat(shown.phone().isVerified()).isFalse();
    assertThat(shown.code().orElseThrow().code().triesLeft()).isEqualTo(4);
    verify(lastCode());
  }

  @Test
  void rejectsTheRightCodeAfterFiveWrongOnes() {
    register();
    for (var i = 0; i < 5; i++) {
      var nth = i;
      assertRefused(INVALID_CODE, () -> verify(wrong(lastCode(), nth)));
    }
    pass(Duration.ofSeconds(20));

    assertRetryAfter(CODE_USED_UP, Duration.ofSeconds(40), () -> verify(lastCode()));
  }

  @Test
  void countsConcurrentWrongCodes() {
    register();
    var right = lastCode();

    var judged =
        AtOnce.run(
            16,
            () ->
                catchThrowableOfType(Refused.class, () -> verify(wrong(right, 1)))
                    .problem()
                    .equals(INVALID_CODE));

    assertThat(judged).filteredOn(it -> it).hasSize(5);
  }

  @Test
  void expiresACodeAfterAQuarterOfAnHour() {
    register();
    pass(Duration.ofMinutes(15).minusMillis(1));
    assertRefused(INVALID_CODE, () -> verify(wrong(lastCode(), 1)));
    pass(Duration.ofMillis(1));

    assertRefused(CODE_EXPIRED, () -> verify(lastCode()));
  }

  @Test
  void replacesTheOldCodeByANewOne() {
    register();
    var old = lastCode();
    pass(Duration.ofSeconds(60));
    register();

    assertRefused(INVALID_CODE, () -> verify(old));
    verify(lastCode());
  }

  @Test
  void rejectsTheCodeOfAnotherAccount() {
    var globex = world.account();
    register(globex.id(), NUMBER);
    var theirs = lastCode();
    register();

    assertRefused(INVALID_CODE, () -> verify(theirs));
  }

  @Test
  void sendsNoCodeToAVerifiedPhone() {
    register();
    verify(lastCode());
    pass(Duration.ofHours(1));

    assertRefused(PHONE_ALREADY_VERIFIED, this::register);
    assertRefused(PHONE_ALREADY_VERIFIED, () -> verify(lastCode()));
  }

  @Test
  void hidesPhonesOfOtherAccounts() {
    register(world.account().id(), NUMBER);

    assertRefused(PHONE_NOT_FOUND, () -> verify(lastCode()));
    assertRefused(PHONE_NOT_FOUND, () -> deletePhone.delete(admin(acme), NUMBER));
    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(NO_ALERT_SENDER.kind()).isEqualTo(ProblemKind.CONFLICT);
  }

  @Test
  void deletesAPhoneAndNotifiesTheListener() {
    register();
    verify(lastCode());

    deletePhone.delete(admin(acme), NUMBER);

    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(deleted).containsExactly(NUMBER);
  }

  // What a test key does

  @Test
  void sendsTheCodeOfATestKeyToTheSimulatorForFree() {
    registerPhone = registerPhone(plans(10, 0));

    register(acme.id(), NUMBER, true);

    assertThat(queue())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.handling().test()).isTrue();
              assertThat(message.whatsAppId().value()).startsWith("sim_");
            });
  }

  @Test
  void requiresALiveVerificationAfterATestOne() {
    register(acme.id(), NUMBER, true);
    verify(lastCode());
    pass(Duration.ofMinutes(1));

    var live = register(acme.id(), NUMBER, false);

    assertThat(live.phone().isVerified()).isFalse();
    assertThat(live.phone().test()).isFalse();
    assertThat(deleted).containsExactly(NUMBER);
  }

  @Test
  void keepsALiveVerificationDespiteATestKey() {
    register();
    verify(lastCode());

    assertRefused(PHONE_ALREADY_VERIFIED, () -> register(acme.id(), NUMBER, true));
  }

  // What is refused

  @Test
  void registersNothingWithoutASender() {
    world.database.run(() -> world.alertSenders.remove(sender.id()));

    assertRefused(NO_ALERT_SENDER, this::register);
    assertThat(findPhones.list(admin(acme))).isEmpty();
  }

  @Test
  void registersNothingWithoutQuota() {
    registerPhone = registerPhone(plans(10, 0));

    assertRefused(DAILY_QUOTA_EXCEEDED, this::register);
    assertThat(findPhones.list(admin(acme))).isEmpty();
    assertThat(queue()).isEmpty();
  }

  @Test
  void limitsPhonesButNotTheirCodesByPlan() {
    registerPhone = registerPhone(plans(1, Plan.UNLIMITED));
    register();
    pass(Duration.ofSeconds(60));

    assertRefused(PHONE_LIMIT_REACHED, () -> register(acme.id(), number(1)));
    register();
  }

  @Test
  void growsThePausesBetweenCodesToANumber() {
    register();
    for (var pause : List.of(60, 120, 300, 300)) {
      pass(Duration.ofSeconds(pause - 1));
      assertRetryAfter(CODE_TOO_SOON, Duration.ofSeconds(1), this::register);
      pass(Duration.ofSeconds(1));
      register();
    }
  }

  @Test
  void limitsCodesToANumberToFiveADay() {
    var globex = world.account();
    for (var i = 0; i < 5; i++) {
      var account = i % 2 == 0 ? acme.id() : globex.id();
      register(account, NUMBER);
      deletePhone.delete(admin(account), NUMBER);
      pass(Duration.ofMinutes(10));
    }

    assertRetryAfter(
        TOO_MANY_CODES,
        Duration.ofHours(24).plusMinutes(15).minusMinutes(50),
        () -> register(world.account().id(), NUMBER));
    pass(Duration.ofHours(24).plusMinutes(15).minusMinutes(50));
    register();
    pass(Duration.ofMinutes(5));
    assertRetryAfter(TOO_MANY_CODES, Duration.ofMinutes(5), this::register);
  }

  @Test
  void limitsCodesOfAnAccountToTwentyAnHour() {
    registerPhone = registerPhone(plans(100, Plan.UNLIMITED));
    for (var i = 0; i < 20; i++) {
      register(acme.id(), number(i));
      pass(Duration.ofMinutes(1));
    }

    assertRetryAfter(TOO_MANY_CODES, Duration.ofMinutes(40), () -> register(acme.id(), number(20)));
    pass(Duration.ofMinutes(40));
    register(acme.id(), number(20));
  }

  // What an attacker can do

  /**
   * An attacker who wants to verify somebody else's number makes as many guesses in a year as the
   * server allows, with any number of accounts and random pauses. Each guess succeeds with a chance
   * of one in a million.
   */
  @Test
  void limitsGuessesToTwentyFiveADayOverAYear() {
    for (var seed = 1; seed <= 3; seed++) {
      var attacker = new Attacker(new SplittableRandom(seed));

      var most = attacker.mostGuessesWithinADay(Duration.ofDays(365));

      assertThat(most).as("seed %d", seed).isEqualTo(25);
      assertThat(attacker.hits).isZero();
    }
  }

  private final class Attacker {
    private final SplittableRandom random;
    private final List<AccountId> accounts =
        IntStream.range(0, 7).mapToObj(n -> world.account().id()).toList();
    private final Map<AccountId, Integer> guessed = new HashMap<>();
    private final ArrayDeque<Instant> guesses = new ArrayDeque<>();
    private int most;
    private int hits;

    Attacker(SplittableRandom random) {
      this.random = random;
    }

    int mostGuessesWithinADay(Duration campaign) {
      var end = now.plus(campaign);
      while (now.isBefore(end)) {
        switch (random.nextInt(6)) {
          case 0, 1 -> accounts.forEach(this::ask);
          case 2 -> ask(accounts.get(random.nextInt(accounts.size())));
          case 3 -> accounts.forEach(this::guessAll);
          case 4 -> guess(accounts.get(random.nextInt(accounts.size())));
          default -> delete(accounts.get(random.nextInt(accounts.size())));
        }
        pass(
            switch (random.nextInt(4)) {
              case 0 -> Duration.ofSeconds(random.nextInt(60));
              case 1 -> Duration.ofMinutes(random.nextInt(15));
              case 2 -> Duration.ofMinutes(15).minusMillis(1);
              default -> Duration.ofMinutes(random.nextInt(600));
            });
      }
      return most;
    }

    private void ask(AccountId account) {
      attempt(() -> register(account, NUMBER));
    }

    private void delete(AccountId account) {
      attempt(() -> deletePhone.delete(admin(account), NUMBER));
    }

    private void guessAll(AccountId account) {
      for (var i = 0; i < 6; i++) {
        guess(account);
      }
    }

    private void guess(AccountId account) {
      var nth = guessed.merge(account, 7_919, Integer::sum);
      var code = new VerificationCode("%06d".formatted(nth % 1_000_000));
      var problem = attempt(() -> verifyPhone.verify(admin(account), NUMBER, code));
      if (problem.isEmpty()) {
        hits++;
      }
      if (problem.isEmpty() || problem.get() == INVALID_CODE) {
        guesses.add(now);
        while (!guesses.getFirst().isAfter(now.minus(Duration.ofDays(1)))) {
          guesses.removeFirst();
        }
        most = Math.max(most, guesses.size());
      }
    }

    private Optional<Object> attempt(Runnable attack) {
      try {
        attack.run();
        return Optional.empty();
      } catch (Refused refused) {
        return Optional.of(refused.problem());
      }
    }
  }
}
