package io.crier.application.imports;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.in;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;
import static io.crier.domain.apikeys.ApiKeyProblem.OPERATOR_REQUIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_VERIFIED;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.apikeys.IssueApiKeys.KeyRequest;
import io.crier.application.imports.ImportAccount.Entries;
import io.crier.application.imports.ImportAccount.Imported;
import io.crier.application.imports.ImportAccount.Outcome;
import io.crier.application.phones.AdoptPhone;
import io.crier.application.phones.AdoptPhone.Adoption;
import io.crier.application.subscriptions.CreateSubscription;
import io.crier.application.subscriptions.CreateSubscription.SubscriptionRequest;
import io.crier.domain.Problem;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.phones.Phone;
import io.crier.domain.phones.PhoneProblem;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.TextMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportAccountTest {

  private static final PhoneNumber FATIMA = new PhoneNumber("+966501234567");
  private static final PhoneNumber OMAR = new PhoneNumber("+966507654321");
  private static final Outcome EXISTING = new Outcome.Existing();
  private static final Outcome CREATED = new Outcome.Created(Optional.empty());

  private final World world = new World();
  private final Account acme = world.account();
  private final AccountPlans plans = new AccountPlans(world.accounts, world.plans);
  private final ImportAccount importAccount =
      new ImportAccount(
          world.accounts,
          world.server.issueApiKeys,
          new AdoptPhone(world.phones, plans, world.database, world),
          new CreateSubscription(
              world.subscriptions,
              world.phones,
              world.xAccounts,
              world.server.lookUpXAccount,
              plans,
              world.database,
              world),
          world.database);

  @BeforeEach
  void addAuthor() {
    world.x.add(author(1));
  }

  @Test
  void importsEverythingForAnOperatorAndNothingTwice() {
    var entries =
        new Entries(
            List.of(key("CI server")), List.of(verified(FATIMA)), List.of(subscription(FATIMA)));

    var first = importAccount.run(OPERATOR, Optional.of(acme.id()), entries);
    var second = importAccount.run(OPERATOR, Optional.of(acme.id()), entries);

    var issued = ((Outcome.Created) first.keys().getFirst()).key().orElseThrow();
    assertThat(issued.key().account()).isEqualTo(acme.id());
    assertThat(issued.key().operator()).isFalse();
    assertThat(issued.key().name()).isEqualTo("CI server");
    assertThat(first.phones()).containsExactly(CREATED);
    assertThat(first.subscriptions()).containsExactly(CREATED);
    assertThat(phone(FATIMA).displayName()).contains("Work");
    assertThat(phone(FATIMA).isVerified()).isTrue();
    assertThat(second)
        .isEqualTo(new Imported(List.of(EXISTING), List.of(EXISTING), List.of(EXISTING)));
  }

  @Test
  void leavesPhonesToBeVerifiedUnlessAnOperatorSaysOtherwise() {
    var imported =
        importAccount.run(
            admin(acme),
            Optional.empty(),
            new Entries(List.of(), List.of(unverified(FATIMA)), List.of(subscription(FATIMA))));

    assertThat(imported.phones()).containsExactly(CREATED);
    assertThat(phone(FATIMA).isVerified()).isFalse();
    assertProblem(imported.subscriptions().getFirst(), PHONE_NOT_VERIFIED);
    assertRefused(
        OPERATOR_REQUIRED,
        () -> importAccount.run(admin(acme), Optional.empty(), phones(verified(FATIMA))));

    importAccount.run(OPERATOR, Optional.of(acme.id()), phones(verified(FATIMA)));

    assertThat(phone(FATIMA).isVerified()).isTrue();
  }

  @Test
  void reportsEntriesBeyondThePlanAndImportsTheOthers() {
    var imported =
        importAccount.run(
            OPERATOR,
            Optional.of(acme.id()),
            new Entries(
                List.of(key("one"), key("two"), key("one"), key("three")),
                List.of(verified(FATIMA), verified(OMAR)),
                List.of()));

    assertThat(imported.keys().get(2)).isEqualTo(EXISTING);
    assertProblem(imported.keys().get(3), ApiKeyProblem.API_KEY_LIMIT_REACHED);
    assertThat(imported.phones().getFirst()).isEqualTo(CREATED);
    assertProblem(imported.phones().getLast(), PhoneProblem.PHONE_LIMIT_REACHED);
  }

  @Test
  void importsIntoOtherAccountsForOperatorsOnly() {
    var other = world.account();
    var nothing = phones();

    assertRefused(
        OPERATOR_REQUIRED, () -> importAccount.run(admin(acme), Optional.of(other.id()), nothing));
    assertRefused(
        ACCOUNT_NOT_FOUND,
        () -> importAccount.run(OPERATOR, Optional.of(AccountId.next(Instant.EPOCH)), nothing));
    assertRefused(
        ROLE_REQUIRED, () -> importAccount.run(in(acme, Role.SEND), Optional.empty(), nothing));
  }

  private static void assertProblem(Outcome outcome, Problem problem) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.NotImported.class, not -> assertThat(not.why().problem()).isEqualTo(problem));
  }

  private Phone phone(PhoneNumber number) {
    return world.database.execute(() -> world.phones.find(acme.id(), number)).orElseThrow();
  }

  private static Entries phones(Adoption... phones) {
    return new Entries(List.of(), List.of(phones), List.of());
  }

  private static KeyRequest key(String name) {
    return new KeyRequest(name, ApiKey.Mode.LIVE, Role.SEND, false, Set.of(), Optional.empty());
  }

  private static Adoption verified(PhoneNumber number) {
    return new Adoption(number, Optional.of("Work"), true);
  }

  private static Adoption unverified(PhoneNumber number) {
    return new Adoption(number, Optional.empty(), false);
  }

  private static SubscriptionRequest subscription(PhoneNumber phone) {
    return new SubscriptionRequest(
        author(1).username(), phone, PostFilter.DEFAULT, TextMode.EXCERPT, false);
  }
}
