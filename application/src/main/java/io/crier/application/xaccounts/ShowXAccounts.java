package io.crier.application.xaccounts;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.apikeys.ApiKey.Role;
import java.util.Comparator;
import java.util.List;

/** Shows an account the authors it is subscribed to, and the state of their watches. */
public final class ShowXAccounts {

  private final XAccounts xAccounts;
  private final UnitOfWork unitOfWork;

  public ShowXAccounts(XAccounts xAccounts, UnitOfWork unitOfWork) {
    this.xAccounts = xAccounts;
    this.unitOfWork = unitOfWork;
  }

  /** Ordered by name. */
  public List<XAccounts.Watched> show(Actor actor) {
    actor.require(Role.READ);
    return unitOfWork.execute(() -> xAccounts.watched(actor.accountId())).stream()
        .sorted(Comparator.comparing(it -> it.watch().account().username().key()))
        .toList();
  }
}
