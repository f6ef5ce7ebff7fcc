package io.crier.persistence.sessions;

import io.crier.application.sessions.Nodes;
import io.crier.persistence.OwnConnection;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The leases, for the node's renewal of its own. */
@Dependent
class NodesOnTheirOwn {

  @PersistenceContext(unitName = "lease")
  private EntityManager entityManager;

  @Produces
  @OwnConnection
  Nodes nodes() {
    return new SqlNodes(new Sql(entityManager));
  }
}
