package io.crier.persistence;

import io.crier.application.UnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs each unit of work in a transaction of an entity manager, for tests without a server. */
final class LocalUnitOfWork implements UnitOfWork {

  private final EntityManagerFactory factory;
  private final TransactionGate gate;
  private final ThreadLocal<Work> works = new ThreadLocal<>();

  private record Work(EntityManager entityManager, List<Runnable> whenCommitted) {}

  LocalUnitOfWork(EntityManagerFactory factory, TransactionGate gate) {
    this.factory = factory;
    this.gate = gate;
  }

  @Override
  public <T> T execute(Supplier<T> supplier) {
    return ConflictRetry.run(() -> gate.run(() -> executeOnce(supplier)));
  }

  private <T> T executeOnce(Supplier<T> supplier) {
    if (works.get() != null) {
      throw new IllegalStateException("units of work cannot be nested");
    }
    var work = new Work(factory.createEntityManager(), new ArrayList<>());
    works.set(work);
    T result;
    try {
      result = inTransaction(work, supplier);
    } finally {
      works.remove();
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

  /** A proxy of the entity manager of the calling thread's unit of work. */
  EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(current().entityManager(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  void afterCommit(Runnable work) {
    current().whenCommitted().add(work);
  }

  private Work current() {
    var work = works.get();
    if (work == null) {
      throw new IllegalStateException("the database is used outside a unit of work");
    }
    return work;
  }
}
