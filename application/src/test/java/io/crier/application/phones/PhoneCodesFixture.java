package io.crier.application.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.testing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.World;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Plans;
import io.crier.application.accounts.Quota;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.messages.Message;
import io.crier.domain.phones.CodePolicy;
import io.crier.domain.phones.PhoneProblem;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An account that registers and verifies phones, and the session that sends the codes. */
final class PhoneCodesFixture {

  static final PhoneNumber NUMBER = new PhoneNumber("+34600000001");
  static final CodePolicy POLICY =
      new CodePolicy(
          "{code} is your code for {minutes} minutes.",
          Duration.ofMinutes(15),
          5,
          List.of(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(300)),
          5,
          20);
  final World world = new World();
  final Account acme = world.account();
  final Session sender = world.connected(world.account(), Pacing.NONE);
  final List<PhoneNumber> deleted = new ArrayList<>();

  /** A separate time, so that a year can pass without running everything else. */
  Instant now = world.instant();

  final Codes codes = world.codes;
  final FindPhones findPhones = new FindPhones(world.phones, codes, world.messages, world.database);
  final VerifyPhone verifyPhone =
      new VerifyPhone(
          world.phones, codes, new PlainCodeHashes(), POLICY, world.database, () -> now);
  final DeletePhone deletePhone =
      new DeletePhone(world.phones, (account, number) -> deleted.add(number), world.database);
  private RegisterPhone registerPhone = registerPhone(plans(10, Plan.UNLIMITED));

  PhoneCodesFixture() {
    world.database.run(() -> world.alertSenders.add(sender.id(), now));
  }

  static Plans plans(int phones, long sendsPerDay) {
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
            world.server.tellOwners,
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

  FindPhones.PhoneDetails register(AccountId account, PhoneNumber number) {
    return register(account, number, false);
  }

  FindPhones.PhoneDetails register(AccountId account, PhoneNumber number, boolean test) {
    return registerPhone.register(
        test ? testing(admin(account)) : admin(account), number, Optional.empty());
  }

  void register() {
    register(acme.id(), NUMBER);
  }

  void verify(VerificationCode code) {
    verifyPhone.verify(admin(acme), NUMBER, code);
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** All waiting messages, in order of acceptance. */
  List<Message> queue() {
    return world.database.execute(
        () -> world.messages.heads(List.of(sender.id()), Set.of(), 100_000));
  }

  VerificationCode lastCode() {
    return new VerificationCode(queue().getLast().content().text().substring(0, 6));
  }

  void assertRetryAfter(PhoneProblem problem, Duration wait, ThrowingCallable asked) {
    var refused = catchThrowableOfType(Refused.class, asked);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.retryAfter()).contains(wait);
  }

  void limit(Plans plans) {
    registerPhone = registerPhone(plans);
  }
}
