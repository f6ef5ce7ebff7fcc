package io.crier.application.users;

import static io.crier.application.Actors.OPERATOR;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.audit.InMemoryAuditLog;
import io.crier.application.audit.KeepAuditLog;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.users.Email;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.UserRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/** A server with the use cases of users. */
final class UserWorld {

  static final String PASSWORD = "a quiet garden";
  static final Client CLIENT = new Client("192.0.2.1", "Firefox");

  final World world = new World();

  /** Apart from that of the world, whose timers would have to run through all the days. */
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  private final InstantSource clock = () -> now;
  final InMemoryUsers users = new InMemoryUsers(world.database);
  final InMemorySignIns signIns = new InMemorySignIns(world.database, users);
  final InMemoryInvitations invitations = new InMemoryInvitations(world.database, users);
  final InMemoryIdentities identities = new InMemoryIdentities(world.database, users);
  final InMemorySecondFactors secondFactors = new InMemorySecondFactors(world.database, users);
  final PlainPasswords passwords = new PlainPasswords(world.database);
  final InMemoryAuditLog auditLog = new InMemoryAuditLog(world.database);
  final KeepAuditLog keepAuditLog =
      new KeepAuditLog(auditLog, world.database, Runnable::run, clock);
  final Attempts attempts = new Attempts(clock);
  final BeginSignIn beginSignIn =
      new BeginSignIn(signIns, world.accounts, world.conducts, world.random);
  final SignInUser signInUser =
      new SignInUser(
          users,
          signIns,
          secondFactors,
          passwords,
          beginSignIn,
          attempts,
          keepAuditLog,
          world.database,
          clock);
  final RecognizeUser recognizeUser =
      new RecognizeUser(
          users,
          signIns,
          beginSignIn,
          world.server.authenticate,
          SignIn.Lifetime.STANDARD,
          world.database,
          clock);
  final AcceptInvitation acceptInvitation =
      new AcceptInvitation(
          invitations,
          users,
          signIns,
          secondFactors,
          world.accounts,
          passwords,
          beginSignIn,
          keepAuditLog,
          world.database,
          clock);
  final InviteFirstUser inviteFirstUser =
      new InviteFirstUser(invitations, users, world.accounts, world.database, world.random, clock);
  final ChangeSecondFactor changeSecondFactor =
      new ChangeSecondFactor(secondFactors, attempts, world.database, world.random, clock);
  final ChangeMe changeMe =
      new ChangeMe(users, signIns, invitations, passwords, attempts, world.database);
  final AdministerUsers administerUsers =
      new AdministerUsers(users, signIns, invitations, world.database, world.random, clock);

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The first user of the server. */
  BeginSignIn.SignedIn first() {
    if (world.database.execute(world.accounts::isEmpty)) {
      world.server.openAccount.open(OPERATOR, "main", PlanName.ENTERPRISE);
    }
    var tokens = new ArrayList<SecretToken>();
    inviteFirstUser.invite(tokens::add);
    return accept(tokens.getFirst(), "first@crier.example");
  }

  BeginSignIn.SignedIn accept(SecretToken token, String email) {
    return acceptInvitation.accept(
        token,
        new AcceptInvitation.Acceptance(
            Optional.of("Fatima"), Optional.of(Email.parse(email)), PASSWORD),
        CLIENT);
  }

  /** Another user of the same account. */
  BeginSignIn.SignedIn join(Actor inviter, String email, UserRole role) {
    var invited =
        administerUsers.invite(inviter, Email.parse(email), Optional.of("Somebody"), role);
    return accept(invited.token(), email);
  }

  BeginSignIn.SignedIn signIn(String email, String password) {
    return signInUser.signIn(Email.parse(email), password, Optional.empty(), CLIENT);
  }
}
