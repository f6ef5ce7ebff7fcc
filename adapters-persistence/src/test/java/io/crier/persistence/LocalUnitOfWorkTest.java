package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.application.UnitOfWorkContract;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class LocalUnitOfWorkTest implements UnitOfWorkContract {

  private final TestDatabase database;
  private final EntityManager entityManager;

  LocalUnitOfWorkTest(TestDatabase database) {
    this.database = database.emptied();
    this.entityManager = database.entityManager();
  }

  @Override
  public UnitOfWork unitOfWork() {
    return database.unitOfWork();
  }

  @Override
  public void change() {
    entityManager
        .createNativeQuery(
            "insert into account (id, version, name, plan, doubtful, created_at)"
                + " values (?, 1, 'Acme', 'FREE', 'REPEAT', current_timestamp)")
        .setParameter(1, UUID.randomUUID())
        .executeUpdate();
  }

  @Override
  public long changes() {
    return unitOfWork()
        .execute(
            () ->
                ((Number)
                        entityManager
                            .createNativeQuery("select count(*) from account")
                            .getSingleResult())
                    .longValue());
  }

  @Test
  void rejectsUseOutsideAUnitOfWork() {
    assertThatThrownBy(this::change).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void startsEachTestWithAnEmptyDatabase() {
    assertThat(changes()).isZero();
  }
}
