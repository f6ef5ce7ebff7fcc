package io.crier.persistence;

import io.crier.application.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One transaction of an entity manager for each unit of work, where no server provides them. */
final class LocalUnitOfWork implements UnitOfWork {

  private final EntityManagerFactory factory;
  private final Turns turns;
  private final ThreadLocal<Work> current = new ThreadLocal<>();

  private record Work(EntityManager entityManager, List<Runnable> whenCommitted) {}

  LocalUnitOfWork(EntityManagerFactory factory, Turns turns) {
    this.factory = factory;
    this.turns = turns;
  }

  @Override
  public <T> T execute(Supplier<T> supplier) {
    return LostRace.runAgain(() -> turns.take(() -> executeOnce(supplier)));
  }

  private <T> T executeOnce(Supplier<T> supplier) {
    if (current.get() != null) {
      throw new IllegalStateException("a unit of work within another");
    }
    var work = new Work(factory.createEntityManager(), new ArrayList<>());
    current.set(work);
    T result;
    try {
      result = inTransaction(work, supplier);
    } finally {
      current.remove();
      work.entityManager().close();
    }
    work.whenCommitted().forEach(Runnable::run);
    return result;
  }

  private static <T> T inTransaction(Work work, Supplier<T> supplier) {
    var transaction = work.entityManager().getTransaction();
    transaction.begin();
    try {
      var result = supplier.get();
      transaction.commit();
      return result;
    } catch (Throwable failure) {
      if (transaction.isActive()) {
        transaction.rollback();
      }
      throw failure;
    }
  }

  /** An entity manager that stands for that of the calling thread's unit of work. */
  EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(mine().entityManager(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void afterCommit(Runnable work) {
    mine().whenCommitted().add(work);
  }

  private Work mine() {
    var work = current.get();
    if (work == null) {
      throw new IllegalStateException("the database is used outside a unit of work");
    }
    return work;
  }
}
