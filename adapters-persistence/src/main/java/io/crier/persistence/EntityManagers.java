package io.crier.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Makes the entity manager injectable, so that adapters have constructors. The server offers one of
 * its own, which is there in transactions only: this one goes before it.
 */
@Dependent
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
class EntityManagers {

  @Produces
  @PersistenceContext(unitName = "crier")
  private EntityManager entityManager;
}
