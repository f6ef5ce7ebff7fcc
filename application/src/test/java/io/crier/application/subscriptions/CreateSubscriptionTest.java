package io.crier.application.subscriptions;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_VERIFIED;
import static io.crier.domain.subscriptions.SubscriptionProblem.ALREADY_SUBSCRIBED;
import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_LIMIT_REACHED;
import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;
import static io.crier.domain.xaccounts.XAccountProblem.X_ACCOUNT_NOT_FOUND;
import static io.crier.domain.xaccounts.XAccountProblem.X_UNAVAILABLE;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Plans;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreateSubscriptionTest {

  private static final PhoneNumber FATIMA = new PhoneNumber("+966501234567");
  private static final PhoneNumber OMAR = new PhoneNumber("+966507654321");
  private static final int ALLOWED = 2;

  private final World world = new World();
  private final Account acme = world.account();
  private final CreateSubscription create =
      new CreateSubscription(
          world.subscriptions,
          world.phones,
          world.xAccounts,
          world.server.lookUpXAccount,
          new AccountPlans(world.accounts, plans()),
          world.database,
          world);
  private final DeleteSubscription delete =
      new DeleteSubscription(world.subscriptions, world.xAccounts, deleted -> {}, world.database);
  private final FindSubscriptions find =
      new FindSubscriptions(world.subscriptions, world.xAccounts, world.database);

  private static Plans plans() {
    return new Plans(
        Arrays.stream(PlanName.values())
            .map(name -> new Plan(name, 1, 1, ALLOWED, 60, Plan.UNLIMITED, Plan.UNLIMITED))
            .toList());
  }

  @BeforeEach
  void addAuthorsAndAPhone() {
    world.x.add(author(1));
    world.x.add(author(2));
    world.x.add(author(3));
    verified(FATIMA);
  }

  @Test
  void subscribesAPhoneFromNowOn() {
    var followed = create(author(1), FATIMA);

    assertThat(followed.author()).isEqualTo(author(1));
    assertThat(followed.subscription().since()).isEqualTo(PostId.justBefore(world.instant()));
    assertThat(find.find(admin(acme), followed.subscription().id())).isEqualTo(followed);
    assertThat(find.list(admin(acme), Optional.empty(), 9).items()).containsExactly(followed);
    assertThat(find.listAll(admin(acme))).containsExactly(followed);
    assertThat(watched()).extracting(it -> it.watch().account()).containsExactly(author(1));
  }

  @Test
  void looksUpNothingForARefusedRequest() {
    var registered = phone(OMAR);
    world.database.run(() -> world.phones.save(registered));

    assertRefused(PHONE_NOT_VERIFIED, () -> create(author(1), OMAR));
    assertRefused(PHONE_NOT_FOUND, () -> create(author(1), new PhoneNumber("+966500000000")));
    assertThat(world.x.lookedUp).isEmpty();

    create(author(1), FATIMA);
    create(author(2), FATIMA);
    assertRefused(ALREADY_SUBSCRIBED, () -> create(author(1), FATIMA));
    assertRefused(SUBSCRIPTION_LIMIT_REACHED, () -> create(author(3), FATIMA));
    assertThat(world.x.lookedUp).hasSize(2);
  }

  @Test
  void rejectsASecondSubscriptionUnderAnotherUsername() {
    create(author(1), FATIMA);
    var renamed = author(1).named(author(9).username());
    world.x.add(renamed);

    assertRefused(ALREADY_SUBSCRIBED, () -> create(renamed, FATIMA));
  }

  @Test
  void rejectsAnUnknownAuthor() {
    assertRefused(X_ACCOUNT_NOT_FOUND, () -> create(author(7), FATIMA));
    world.x.failWith(XFault.UNAVAILABLE);
    assertRefused(X_UNAVAILABLE, () -> create(author(1), FATIMA));

    assertThat(find.list(admin(acme), Optional.empty(), 9).items()).isEmpty();
    assertThat(watched()).isEmpty();
  }

  @Test
  void subscribesToAProtectedAuthor() {
    world.x.change(author(1), XAccountState.PROTECTED);

    assertThat(create(author(1), FATIMA).author().state()).isEqualTo(XAccountState.PROTECTED);
  }

  @Test
  void allowsANewSubscriptionAfterADeletion() {
    var first = create(author(1), FATIMA).subscription();
    create(author(2), FATIMA);

    delete.delete(admin(acme), first.id());

    assertRefused(SUBSCRIPTION_NOT_FOUND, () -> delete.delete(admin(acme), first.id()));
    assertRefused(SUBSCRIPTION_NOT_FOUND, () -> find.find(admin(acme), first.id()));
    create(author(3), FATIMA);
    assertThat(watched())
        .extracting(it -> it.watch().account())
        .containsExactlyInAnyOrder(author(2), author(3));
  }

  @Test
  void hidesSubscriptionsOfOtherAccounts() {
    var mine = create(author(1), FATIMA).subscription();
    var other = world.account();

    assertRefused(SUBSCRIPTION_NOT_FOUND, () -> delete.delete(admin(other), mine.id()));
    assertRefused(
        SUBSCRIPTION_NOT_FOUND,
        () -> delete.delete(admin(acme), SubscriptionId.next(world.instant())));
  }

  @Test
  void subscribesTwoPhonesToOneAuthorUnlessExclusive() {
    verified(OMAR);
    create(author(1), FATIMA);

    assertRefused(ALREADY_SUBSCRIBED, () -> create(author(1), OMAR, true));
    create(author(1), OMAR);
  }

  @Test
  void deletesAllSubscriptionsToAnAuthor() {
    verified(OMAR);
    create(author(1), FATIMA);
    create(author(1), OMAR);
    var username = new XUsername(author(1).username().value().toUpperCase(Locale.ROOT));

    assertRefused(SUBSCRIPTION_NOT_FOUND, () -> delete.deleteAll(admin(world.account()), username));
    delete.deleteAll(admin(acme), username);

    assertThat(find.list(admin(acme), Optional.empty(), 9).items()).isEmpty();
    assertRefused(SUBSCRIPTION_NOT_FOUND, () -> delete.deleteAll(admin(acme), username));
    assertRefused(
        SUBSCRIPTION_NOT_FOUND, () -> delete.deleteAll(admin(acme), new XUsername("nobody")));
  }

  private SubscriptionWithAuthor create(XAccount author, PhoneNumber phone) {
    return create(author, phone, false);
  }

  private SubscriptionWithAuthor create(XAccount author, PhoneNumber phone, boolean exclusive) {
    return create.create(
        admin(acme),
        new CreateSubscription.SubscriptionRequest(
            author.username(), phone, PostFilter.DEFAULT, TextMode.EXCERPT, exclusive));
  }

  private void verified(PhoneNumber number) {
    world.database.run(() -> world.phones.save(phone(number).verified(world.instant())));
  }

  private Phone phone(PhoneNumber number) {
    return new Phone(acme.id(), number, Optional.empty(), false, world.instant(), Optional.empty());
  }

  private List<XAccounts.Watched> watched() {
    return world.database.execute(world.xAccounts::watched);
  }
}
