package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.notifications.AlertPhones;
import io.crier.application.notifications.NotifySubscribers;
import io.crier.application.watch.IngestPosts;
import io.crier.application.watch.Posts;
import io.crier.application.watch.Sources;
import io.crier.application.xaccounts.LookUpXAccount;
import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Wires the look-up of authors and the intake of posts. */
@ApplicationScoped
public class XAccountWiring {

  @Produces
  @Singleton
  LookUpXAccount lookUpXAccount(
      XAccounts xAccounts,
      XDirectory directory,
      Sources sources,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new LookUpXAccount(
        xAccounts, Optional.of(directory).filter(any -> sources.isOn()), unitOfWork, clock);
  }

  @Produces
  @Singleton
  IngestPosts ingestPosts(
      XAccounts xAccounts,
      Posts posts,
      NotifySubscribers audience,
      AlertPhones alertPhones,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new IngestPosts(xAccounts, posts, audience, unitOfWork, clock, alertPhones::wake);
  }
}
