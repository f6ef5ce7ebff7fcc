package io.crier.persistence.accounts;

import io.crier.application.accounts.Allowances;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.Date;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps one counter per account and day, guarded by the lock on the account's credits. */
@Dependent
class JpaAllowances implements Allowances {

  private final EntityManager entityManager;

  @Inject
  JpaAllowances(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public Grant take(AccountId account, int wanted, Plan plan, LocalDate day) {
    var allowance = lock(account);
    var grant = Grant.of(wanted, plan, usage(account, day), allowance.credits());
    if (grant.granted() > 0) {
      addToCounter(account, day, grant.granted());
      allowance.set(allowance.credits().map(remaining -> remaining - grant.granted()));
    }
    return grant;
  }

  @Override
  public void giveBack(AccountId account, int sends, LocalDate day) {
    var allowance = lock(account);
    addToCounter(account, day, -sends);
    allowance.set(allowance.credits().map(remaining -> remaining + sends));
  }

  @Override
  public Usage usage(AccountId account, LocalDate day) {
    var month = YearMonth.from(day);
    var sums =
        (Object[])
            entityManager
                .createNativeQuery(
                    """
                    select coalesce(sum(case when on_day = ?1 then sends else 0 end), 0),
                           coalesce(sum(sends), 0)
                    from daily_sends where account_id = ?2 and on_day between ?3 and ?4
                    """)
                .setParameter(1, day)
                .setParameter(2, account.value())
                .setParameter(3, month.atDay(1))
                .setParameter(4, month.atEndOfMonth())
                .getSingleResult();
    return new Usage(((Number) sums[0]).longValue(), ((Number) sums[1]).longValue());
  }

  @Override
  public SortedMap<LocalDate, Long> history(AccountId account, LocalDate first, LocalDate last) {
    var days = new TreeMap<LocalDate, Long>();
    var rows =
        entityManager
            .createNativeQuery(
                "select on_day, sends from daily_sends"
                    + " where account_id = ?1 and on_day between ?2 and ?3 and sends > 0")
            .setParameter(1, account.value())
            .setParameter(2, first)
            .setParameter(3, last)
            .getResultList();
    for (var row : rows) {
      var columns = (Object[]) row;
      days.put(((Date) columns[0]).toLocalDate(), ((Number) columns[1]).longValue());
    }
    return days;
  }

  @Override
  public long sendsSince(AccountId account, LocalDate day) {
    return ((Number)
            entityManager
                .createNativeQuery(
                    "select coalesce(sum(sends), 0) from daily_sends"
                        + " where account_id = ?1 and on_day >= ?2")
                .setParameter(1, account.value())
                .setParameter(2, day)
                .getSingleResult())
        .longValue();
  }

  private AllowanceRow lock(AccountId account) {
    return entityManager.find(AllowanceRow.class, account.value(), LockModeType.PESSIMISTIC_WRITE);
  }

  private void addToCounter(AccountId account, LocalDate day, int sends) {
    var changed =
        entityManager
            .createNativeQuery(
                "update daily_sends set sends = sends + ?1 where account_id = ?2 and on_day = ?3")
            .setParameter(1, sends)
            .setParameter(2, account.value())
            .setParameter(3, day)
            .executeUpdate();
    if (changed == 0) {
      entityManager
          .createNativeQuery(
              "insert into daily_sends (sends, account_id, on_day) values (?1, ?2, ?3)")
          .setParameter(1, sends)
          .setParameter(2, account.value())
          .setParameter(3, day)
          .executeUpdate();
    }
  }
}
