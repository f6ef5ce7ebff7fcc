package io.crier.persistence.sessions;

import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.Sql;
import io.crier.persistence.TestSecrets;

/** Sessions and nodes for tests in other packages. */
public final class SessionRows {

  private SessionRows() {}

  public static Sessions sessions(Sql sql) {
    return new SqlSessions(sql, TestSecrets.box());
  }

  public static Nodes nodes(Sql sql) {
    return new SqlNodes(sql);
  }
}
