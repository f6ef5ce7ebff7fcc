package io.crier.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Makes the entity manager injectable into constructors. It takes precedence over the server's own
 * bean, which is available only within transactions.
 */
@Dependent
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
class EntityManagers {

  @Produces
  @PersistenceContext(unitName = "crier")
  private EntityManager entityManager;
}
