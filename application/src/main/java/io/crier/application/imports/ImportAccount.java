package io.crier.application.imports;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;
import static io.crier.domain.subscriptions.SubscriptionProblem.ALREADY_SUBSCRIBED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.apikeys.IssueApiKeys.Issued;
import io.crier.application.apikeys.IssueApiKeys.KeyRequest;
import io.crier.application.phones.AdoptPhone;
import io.crier.application.subscriptions.CreateSubscription;
import io.crier.application.subscriptions.CreateSubscription.SubscriptionRequest;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gives an account the keys, phones and subscriptions that it had at another service. What it has
 * already stays as it is, so that an import can be repeated.
 */
public final class ImportAccount {

  private final Accounts accounts;
  private final IssueApiKeys issueApiKeys;
  private final AdoptPhone adoptPhone;
  private final CreateSubscription createSubscription;
  private final UnitOfWork unitOfWork;

  public ImportAccount(
      Accounts accounts,
      IssueApiKeys issueApiKeys,
      AdoptPhone adoptPhone,
      CreateSubscription createSubscription,
      UnitOfWork unitOfWork) {
    this.accounts = accounts;
    this.issueApiKeys = issueApiKeys;
    this.adoptPhone = adoptPhone;
    this.createSubscription = createSubscription;
    this.unitOfWork = unitOfWork;
  }

  /** What to import; keys are told apart by their names. */
  public record Entries(
      List<KeyRequest> keys,
      List<AdoptPhone.Adoption> phones,
      List<SubscriptionRequest> subscriptions) {}

  /** What became of an entry. */
  public sealed interface Outcome {

    /** The account has it now; a key is shown only this once. */
    record Created(Optional<Issued> key) implements Outcome {}

    /** The account had it already. */
    record Existing() implements Outcome {}

    /** It was not imported; the others were. */
    record NotImported(Refused why) implements Outcome {}
  }

  /** What became of the entries, in their order. */
  public record Imported(List<Outcome> keys, List<Outcome> phones, List<Outcome> subscriptions) {}

  /**
   * Imports the entries one by one.
   *
   * @param account another account than the actor's, which only an operator may name
   */
  public Imported run(Actor actor, Optional<AccountId> account, Entries entries) {
    actor.requireWholeAccount(Role.ADMIN);
    if (entries.phones().stream().anyMatch(AdoptPhone.Adoption::verified)) {
      actor.requireOperator();
    }
    var owner = account.map(id -> actingFor(actor, id)).orElse(actor);
    var names =
        issueApiKeys.listUnrevoked(owner).stream().map(ApiKey::name).collect(Collectors.toSet());
    return new Imported(
        entries.keys().stream().map(key -> key(owner, key, names)).toList(),
        entries.phones().stream().map(phone -> outcome(() -> phone(owner, phone))).toList(),
        entries.subscriptions().stream()
            .map(subscription -> outcome(() -> subscription(owner, subscription)))
            .toList());
  }

  private Actor actingFor(Actor operator, AccountId id) {
    operator.requireOperator();
    var account =
        unitOfWork
            .execute(() -> accounts.find(id))
            .orElseThrow(() -> new Refused(ACCOUNT_NOT_FOUND));
    return operator.actingFor(account);
  }

  private Outcome key(Actor owner, KeyRequest key, Set<String> names) {
    return names.add(key.name())
        ? outcome(() -> new Outcome.Created(Optional.of(issueApiKeys.issue(owner, key))))
        : new Outcome.Existing();
  }

  private Outcome phone(Actor owner, AdoptPhone.Adoption phone) {
    return adoptPhone.adopt(owner, phone)
        ? new Outcome.Created(Optional.empty())
        : new Outcome.Existing();
  }

  private Outcome subscription(Actor owner, SubscriptionRequest subscription) {
    createSubscription.create(owner, subscription);
    return new Outcome.Created(Optional.empty());
  }

  private static Outcome outcome(Supplier<Outcome> entry) {
    try {
      return entry.get();
    } catch (Refused refused) {
      return refused.problem() == ALREADY_SUBSCRIBED
          ? new Outcome.Existing()
          : new Outcome.NotImported(refused);
    }
  }
}
