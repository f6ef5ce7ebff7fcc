package io.crier.application.users;

import static io.crier.domain.users.Invitation.Purpose.RESET;
import static io.crier.domain.users.UserProblem.INVITATION_INVALID;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.audit.KeepAuditLog;
import io.crier.application.users.BeginSignIn.SignedIn;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.users.Email;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.PasswordHash;
import io.crier.domain.users.PasswordRule;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Lets whoever has the link of an invitation join the account, or choose a new password. */
public final class AcceptInvitation {

  private final Invitations invitations;
  private final Users users;
  private final SignIns signIns;
  private final SecondFactors secondFactors;
  private final Accounts accounts;
  private final Passwords passwords;
  private final BeginSignIn beginSignIn;
  private final KeepAuditLog keepAuditLog;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public AcceptInvitation(
      Invitations invitations,
      Users users,
      SignIns signIns,
      SecondFactors secondFactors,
      Accounts accounts,
      Passwords passwords,
      BeginSignIn beginSignIn,
      KeepAuditLog keepAuditLog,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.invitations = invitations;
    this.users = users;
    this.signIns = signIns;
    this.secondFactors = secondFactors;
    this.accounts = accounts;
    this.passwords = passwords;
    this.beginSignIn = beginSignIn;
    this.keepAuditLog = keepAuditLog;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * An invitation that can be accepted.
   *
   * @param user who is invited; empty for the first user of the server
   */
  public record Shown(Invitation invitation, Account account, Optional<User> user) {}

  /**
   * What the invited person says.
   *
   * @param name as invited if empty
   * @param email as invited if empty
   */
  public record Acceptance(Optional<String> name, Optional<Email> email, String password) {}

  public Shown show(SecretToken token) {
    return unitOfWork.execute(() -> mustFind(token, clock.instant()));
  }

  /** Accepts the invitation, which nobody else can do from then on, and signs in. */
  public SignedIn accept(SecretToken token, Acceptance acceptance, Client client) {
    var now = clock.instant();
    var shown = unitOfWork.execute(() -> mustFind(token, now));
    PasswordRule.require(acceptance.password(), joining(shown, acceptance, now).email());
    var password = passwords.hash(acceptance.password());
    return unitOfWork.execute(() -> join(token, acceptance, password, client, now));
  }

  private SignedIn join(
      SecretToken token, Acceptance acceptance, PasswordHash password, Client client, Instant now) {
    var account = mustFind(token, now).account();
    users.lock(account.id()); // one can be the first
    var shown = mustFind(token, now);
    var user = joining(shown, acceptance, now).with(password);
    if (!invitations.use(token.hash())) {
      throw new Refused(INVITATION_INVALID);
    }
    users.save(user);
    invitations.withdraw(user.id());
    secondFactors.delete(user.id());
    signIns.endOthers(user.id(), Optional.empty());
    keepAuditLog.record(user, "acceptInvitation", client.address());
    return beginSignIn.begin(user, client, now);
  }

  private static User joining(Shown shown, Acceptance acceptance, Instant now) {
    if (shown.invitation().purpose() == RESET) {
      return shown.user().orElseThrow();
    }
    var known =
        shown
            .user()
            .orElseGet(
                () ->
                    User.invite(
                        shown.account().id(),
                        acceptance.name().orElse(null),
                        acceptance.email().orElseGet(() -> Email.parse(null)),
                        shown.invitation().role(),
                        now));
    return acceptance
        .email()
        .map(known::reachedAt)
        .orElse(known)
        .named(acceptance.name().orElse(known.name()));
  }

  private Shown mustFind(SecretToken token, Instant now) {
    return invitations
        .find(token.hash())
        .filter(it -> !it.isOver(now))
        .flatMap(this::shown)
        .orElseThrow(() -> new Refused(INVITATION_INVALID));
  }

  private Optional<Shown> shown(Invitation invitation) {
    var account = accounts.find(invitation.account()).filter(Account::isActive);
    var user =
        invitation
            .user()
            .flatMap(id -> users.find(invitation.account(), id))
            .filter(it -> it.status() != User.Status.DEACTIVATED);
    var usable = invitation.user().isPresent() ? user.isPresent() : users.isEmpty();
    return account.filter(it -> usable).map(it -> new Shown(invitation, it, user));
  }

  /** Deletes the invitations that are too old; call it every minute or so. */
  public void forgetOld() {
    unitOfWork.run(() -> invitations.forget(clock.instant()));
  }
}
