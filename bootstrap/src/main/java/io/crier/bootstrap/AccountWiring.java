package io.crier.bootstrap;

import io.crier.application.AnswerOnce;
import io.crier.application.Replays;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.Conducts;
import io.crier.application.accounts.Plans;
import io.crier.application.accounts.Quota;
import io.crier.application.accounts.ShowAccount;
import io.crier.application.accounts.ShowQuota;
import io.crier.application.apikeys.ApiKeys;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.apikeys.ChangeAccount;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.apikeys.KeyHashes;
import io.crier.application.apikeys.OpenAccount;
import io.crier.application.sessions.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Wires accounts and API keys. */
@ApplicationScoped
public class AccountWiring {

  @Produces
  @Singleton
  Authenticate authenticate(
      ApiKeys apiKeys,
      Accounts accounts,
      Conducts conducts,
      KeyHashes hashes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new Authenticate(apiKeys, accounts, conducts, hashes, unitOfWork, clock);
  }

  @Produces
  @Singleton
  IssueApiKeys issueApiKeys(
      ApiKeys apiKeys,
      AccountPlans plans,
      Sessions sessions,
      KeyHashes hashes,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      RandomGenerator random,
      InstantSource clock) {
    return new IssueApiKeys(
        apiKeys, plans, sessions, hashes, authenticate, unitOfWork, random, clock);
  }

  @Produces
  @Singleton
  OpenAccount openAccount(
      Accounts accounts,
      Conducts conducts,
      IssueApiKeys issueApiKeys,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new OpenAccount(accounts, conducts, issueApiKeys, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ChangeAccount changeAccount(
      Accounts accounts, Authenticate authenticate, UnitOfWork unitOfWork, InstantSource clock) {
    return new ChangeAccount(accounts, authenticate, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ShowAccount showAccount(
      Accounts accounts,
      Plans plans,
      Allowances allowances,
      Conducts conducts,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ShowAccount(accounts, plans, allowances, conducts, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ShowQuota showQuota(
      Plans plans, Allowances allowances, UnitOfWork unitOfWork, InstantSource clock) {
    return new ShowQuota(plans, allowances, unitOfWork, clock);
  }

  @Produces
  @Singleton
  AccountPlans accountPlans(Accounts accounts, Plans plans) {
    return new AccountPlans(accounts, plans);
  }

  @Produces
  @Singleton
  Quota quota(Allowances allowances, Accounts accounts, Plans plans) {
    return new Quota(allowances, accounts, plans);
  }

  @Produces
  @Singleton
  AnswerOnce answerOnce(Replays replays, UnitOfWork unitOfWork, InstantSource clock) {
    return new AnswerOnce(replays, unitOfWork, clock);
  }
}
