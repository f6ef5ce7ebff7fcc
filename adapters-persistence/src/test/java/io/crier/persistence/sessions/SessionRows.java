package io.crier.persistence.sessions;

import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.persistence.Sql;

/** Sessions and nodes for the tests of what belongs to them. */
public final class SessionRows {

  private SessionRows() {}

  public static Sessions sessions(Sql sql) {
    return new SqlSessions(sql);
  }

  public static Nodes nodes(Sql sql) {
    return new SqlNodes(sql);
  }
}
