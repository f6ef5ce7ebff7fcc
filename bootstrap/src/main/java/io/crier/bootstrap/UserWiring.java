package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.audit.KeepAuditLog;
import io.crier.application.users.AcceptInvitation;
import io.crier.application.users.AdministerUsers;
import io.crier.application.users.Attempts;
import io.crier.application.users.BeginSignIn;
import io.crier.application.users.ChangeMe;
import io.crier.application.users.ChangeSecondFactor;
import io.crier.application.users.Identities;
import io.crier.application.users.IdentityProvider;
import io.crier.application.users.Invitations;
import io.crier.application.users.InviteFirstUser;
import io.crier.application.users.Passwords;
import io.crier.application.users.RecognizeUser;
import io.crier.application.users.SecondFactors;
import io.crier.application.users.SignInAtProvider;
import io.crier.application.users.SignInAtProvider.Joining;
import io.crier.application.users.SignInUser;
import io.crier.application.users.SignIns;
import io.crier.application.users.Users;
import io.crier.domain.users.SignIn;
import io.crier.rest.openid.OpenIdConfiguration;
import io.crier.rest.openid.OpenIdProvider;
import io.crier.rest.v1.JoinLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.Config;

/** Wires people who sign in. */
@ApplicationScoped
public class UserWiring {

  private static final Duration PROVIDER_DEADLINE = Duration.ofSeconds(10);

  private Optional<OpenIdProvider> provider = Optional.empty();

  @Inject Config config;

  @Produces
  @Singleton
  SignIn.Lifetime lifetime() {
    return UsersConfiguration.of(config).lifetime();
  }

  @Produces
  @Singleton
  JoinLinks joinLinks(ServerConfiguration configuration) {
    return new JoinLinks(configuration.url());
  }

  @Produces
  @Singleton
  Attempts attempts(InstantSource clock) {
    return new Attempts(clock);
  }

  @Produces
  @Singleton
  BeginSignIn beginSignIn(
      SignIns signIns, Accounts accounts, Conducts conducts, RandomGenerator random) {
    return new BeginSignIn(signIns, accounts, conducts, random);
  }

  @Produces
  @Singleton
  SignInUser signInUser(
      Users users,
      SignIns signIns,
      SecondFactors secondFactors,
      Passwords passwords,
      BeginSignIn beginSignIn,
      Attempts attempts,
      KeepAuditLog keepAuditLog,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new SignInUser(
        users,
        signIns,
        secondFactors,
        passwords,
        beginSignIn,
        attempts,
        keepAuditLog,
        unitOfWork,
        clock);
  }

  @Produces
  @Singleton
  RecognizeUser recognizeUser(
      Users users,
      SignIns signIns,
      BeginSignIn beginSignIn,
      Authenticate authenticate,
      SignIn.Lifetime lifetime,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new RecognizeUser(
        users, signIns, beginSignIn, authenticate, lifetime, unitOfWork, clock);
  }

  @Produces
  @Singleton
  AcceptInvitation acceptInvitation(
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
    return new AcceptInvitation(
        invitations,
        users,
        signIns,
        secondFactors,
        accounts,
        passwords,
        beginSignIn,
        keepAuditLog,
        unitOfWork,
        clock);
  }

  @Produces
  @Singleton
  InviteFirstUser inviteFirstUser(
      Invitations invitations,
      Users users,
      Accounts accounts,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    return new InviteFirstUser(invitations, users, accounts, unitOfWork, random, clock);
  }

  @Produces
  @Singleton
  ChangeMe changeMe(
      Users users,
      SignIns signIns,
      Invitations invitations,
      Passwords passwords,
      Attempts attempts,
      UnitOfWork unitOfWork) {
    return new ChangeMe(users, signIns, invitations, passwords, attempts, unitOfWork);
  }

  @Produces
  @Singleton
  AdministerUsers administerUsers(
      Users users,
      SignIns signIns,
      Invitations invitations,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    return new AdministerUsers(users, signIns, invitations, unitOfWork, random, clock);
  }

  @Produces
  @Singleton
  ChangeSecondFactor changeSecondFactor(
      SecondFactors secondFactors,
      Attempts attempts,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    return new ChangeSecondFactor(secondFactors, attempts, unitOfWork, random, clock);
  }

  @Produces
  @Singleton
  SignInAtProvider signInAtProvider(
      Identities identities,
      Users users,
      Invitations invitations,
      Accounts accounts,
      BeginSignIn beginSignIn,
      Attempts attempts,
      KeepAuditLog keepAuditLog,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    var configuration = OpenIdConfiguration.of(config);
    provider = configuration.map(it -> new OpenIdProvider(it, PROVIDER_DEADLINE, clock));
    return new SignInAtProvider(
        provider.map(IdentityProvider.class::cast),
        configuration.map(OpenIdConfiguration::joining).orElse(Joining.NONE),
        identities,
        users,
        invitations,
        accounts,
        beginSignIn,
        attempts,
        keepAuditLog,
        unitOfWork,
        random,
        clock);
  }

  void close(@Disposes SignInAtProvider signInAtProvider) {
    provider.ifPresent(OpenIdProvider::close);
  }
}
