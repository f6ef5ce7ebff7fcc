package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Allowances;
import io.crier.application.accounts.Conducts;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.events.Events;
import io.crier.application.protection.GuardAccount;
import io.crier.application.protection.ProtectAccounts;
import io.crier.domain.protection.ProtectionPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the protection against accounts that behave like bots. */
@ApplicationScoped
public class ProtectionWiring {

  @Produces
  @Singleton
  ProtectionPolicy protectionPolicy(
      @ConfigProperty(name = "crier.protection.enabled", defaultValue = "true") boolean enabled,
      @ConfigProperty(name = "crier.protection.unknown-numbers", defaultValue = "30")
          int unknownNumbers,
      @ConfigProperty(name = "crier.protection.excess-requests", defaultValue = "300")
          int excessRequests,
      @ConfigProperty(name = "crier.protection.spike-factor", defaultValue = "10") int spikeFactor,
      @ConfigProperty(name = "crier.protection.spike-from", defaultValue = "1000") int spikeFrom) {
    return new ProtectionPolicy(enabled, unknownNumbers, excessRequests, spikeFactor, spikeFrom);
  }

  @Produces
  @Singleton
  ProtectAccounts protectAccounts(
      ProtectionPolicy policy,
      Conducts conducts,
      Allowances allowances,
      Events events,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    return new ProtectAccounts(
        policy, conducts, allowances, events, authenticate, unitOfWork, clockwork);
  }

  @Produces
  @Singleton
  GuardAccount guardAccount(
      Accounts accounts,
      Conducts conducts,
      Events events,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new GuardAccount(accounts, conducts, events, authenticate, unitOfWork, clock);
  }
}
