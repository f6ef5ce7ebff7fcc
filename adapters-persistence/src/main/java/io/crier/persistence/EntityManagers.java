package io.crier.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Makes the entity manager injectable, so that adapters have constructors. */
@Dependent
class EntityManagers {

  @Produces
  @PersistenceContext(unitName = "crier")
  private EntityManager entityManager;
}
