package io.crier.persistence.accounts;

import io.crier.application.Slice;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import java.util.UUID;

/** Stores accounts as rows, with their credits in rows of their own. */
@Dependent
class JpaAccounts implements Accounts {

  private static final UUID MAX_ID = new UUID(-1, -1);

  private final EntityManager entityManager;

  @Inject
  JpaAccounts(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return row(id).map(row -> row.toAccount(allowance(id)));
  }

  @Override
  public Slice<Account> list(Optional<AccountId> after, int limit) {
    var rows =
        entityManager
            .createQuery(
                """
                select a, w from AccountRow a join AllowanceRow w on w.account = a.id
                where a.id < :after order by a.id desc
                """,
                Object[].class)
            .setParameter("after", after.map(AccountId::value).orElse(MAX_ID))
            .setMaxResults(limit + 1)
            .getResultList();
    return Slice.of(
        rows.stream().map(row -> ((AccountRow) row[0]).toAccount((AllowanceRow) row[1])).toList(),
        limit);
  }

  @Override
  public void save(Account account) {
    row(account.id()).ifPresentOrElse(row -> row.copy(account), () -> add(account));
  }

  private void add(Account account) {
    entityManager.persist(new AccountRow(account));
    entityManager.flush(); // the rows below reference it
    entityManager.persist(new AllowanceRow(account.id().value(), account.credits()));
    entityManager.persist(new EventCounterRow(account.id().value()));
  }

  @Override
  public void setCredits(AccountId id, Optional<Long> credits) {
    row(id).ifPresent(row -> allowance(id).set(credits));
  }

  @Override
  public boolean isEmpty() {
    return entityManager
        .createQuery("select a.id from AccountRow a", UUID.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  private Optional<AccountRow> row(AccountId id) {
    return Optional.ofNullable(entityManager.find(AccountRow.class, id.value()));
  }

  private AllowanceRow allowance(AccountId id) {
    return entityManager.find(AllowanceRow.class, id.value());
  }
}
