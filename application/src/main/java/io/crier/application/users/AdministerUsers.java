package io.crier.application.users;

import static io.crier.domain.users.UserProblem.LAST_OWNER;
import static io.crier.domain.users.UserProblem.USER_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.users.Email;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.User;
import io.crier.domain.users.UserId;
import io.crier.domain.users.UserRole;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Invites, lists, changes and removes the users of the actor's account. */
public final class AdministerUsers {

  private final Users users;
  private final SignIns signIns;
  private final Invitations invitations;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public AdministerUsers(
      Users users,
      SignIns signIns,
      Invitations invitations,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.users = users;
    this.signIns = signIns;
    this.invitations = invitations;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /** A user with a link to join or to choose a new password, which is shown only this once. */
  public record Invited(User user, SecretToken token, Instant expiresAt) {}

  /** Invites somebody; without a name, by that of their email. */
  public Invited invite(Actor actor, Email email, Optional<String> name, UserRole role) {
    actor.requireWholeAccount(Role.ADMIN);
    requireGrant(actor, role);
    var now = clock.instant();
    var user = User.invite(actor.accountId(), name.orElse(email.local()), email, role, now);
    return unitOfWork.execute(
        () -> {
          users.save(user);
          return link(user, now);
        });
  }

  public Slice<User> list(Actor actor, Optional<UserId> after, int limit) {
    actor.requireWholeAccount(Role.ADMIN);
    return unitOfWork.execute(() -> users.list(actor.accountId(), after, limit));
  }

  public User find(Actor actor, UserId id) {
    actor.requireWholeAccount(Role.ADMIN);
    return unitOfWork.execute(() -> mustFind(actor, id));
  }

  /** Changes what is given; whoever is deactivated is signed out everywhere. */
  public User change(Actor actor, UserId id, Optional<UserRole> role, Optional<Boolean> active) {
    actor.requireWholeAccount(Role.ADMIN);
    role.ifPresent(it -> requireGrant(actor, it));
    var now = clock.instant();
    return unitOfWork.execute(
        () -> {
          users.lock(actor.accountId());
          var owners = users.countOwners(actor.accountId());
          var user = mustFind(actor, id);
          requireGrant(actor, user.role());
          var withRole = role.map(user::as).orElse(user);
          var changed =
              active
                  .map(it -> it ? withRole.activate() : withRole.deactivate(now))
                  .orElse(withRole);
          requireOwnerBeside(owners, user, changed.isActive() && changed.role().isOwner());
          users.save(changed);
          if (!changed.isActive()) {
            signIns.endOthers(id, Optional.empty());
          }
          return changed;
        });
  }

  /** Removes the user, who is signed out everywhere. */
  public void remove(Actor actor, UserId id) {
    actor.requireWholeAccount(Role.ADMIN);
    unitOfWork.run(
        () -> {
          users.lock(actor.accountId());
          var owners = users.countOwners(actor.accountId());
          var user = mustFind(actor, id);
          requireGrant(actor, user.role());
          requireOwnerBeside(owners, user, false);
          users.delete(actor.accountId(), id);
        });
  }

  /** A new link, which replaces earlier ones: to join, or to choose a new password. */
  public Invited reset(Actor actor, UserId id) {
    actor.requireWholeAccount(Role.ADMIN);
    var now = clock.instant();
    return unitOfWork.execute(
        () -> {
          var user = mustFind(actor, id);
          requireGrant(actor, user.role());
          invitations.withdraw(id);
          return link(user, now);
        });
  }

  private Invited link(User user, Instant now) {
    var token = SecretToken.generate(secureRandom);
    var invitation = Invitation.of(token.hash(), user, now);
    invitations.add(invitation);
    return new Invited(user, token, invitation.expiresAt());
  }

  /** Only an operator makes, changes or removes an operator. */
  private static void requireGrant(Actor actor, UserRole role) {
    if (role == UserRole.OPERATOR) {
      actor.requireOperator();
    }
  }

  private static void requireOwnerBeside(int owners, User user, boolean remains) {
    var isOwner = user.isActive() && user.role().isOwner();
    if (isOwner && !remains && owners == 1) {
      throw new Refused(LAST_OWNER);
    }
  }

  private User mustFind(Actor actor, UserId id) {
    return users.find(actor.accountId(), id).orElseThrow(() -> new Refused(USER_NOT_FOUND));
  }
}
