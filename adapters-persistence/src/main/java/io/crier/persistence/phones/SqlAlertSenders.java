package io.crier.persistence.phones;

import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.toMap;

import io.crier.application.phones.AlertSenders;
import io.crier.application.sessions.Sessions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Stores alert senders as rows, which are deleted with their sessions. */
@Dependent
class SqlAlertSenders implements AlertSenders {

  private final Sql sql;
  private final Sessions sessions;

  @Inject
  SqlAlertSenders(Sql sql, Sessions sessions) {
    this.sql = sql;
    this.sessions = sessions;
  }

  @Override
  public List<Session> list() {
    var ids =
        sql.query(
            "select session_id from alert_sender order by created_at, session_id",
            row -> new SessionId(row.uuid()));
    var found = sessions.all(ids);
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  @Override
  public void add(SessionId session, Instant now) {
    sql.update(
        "insert into alert_sender (session_id, created_at)"
            + " select s.id, cast(? as timestamp with time zone) from session s where s.id = ?"
            + " and not exists (select 1 from alert_sender a where a.session_id = s.id)",
        now,
        session.value());
  }

  @Override
  public boolean remove(SessionId session) {
    return sql.update("delete from alert_sender where session_id = ?", session.value()) > 0;
  }

  @Override
  public Map<AccountId, Session> chosenBy(Collection<AccountId> accounts) {
    var chosen =
        sql
            .query(
                "select account_id, session_id from own_alert_sender"
                    + " where account_id = any(cast(? as uuid array))",
                row -> Map.entry(new AccountId(row.uuid()), new SessionId(row.uuid())),
                uuids(accounts, AccountId::value))
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    var found = sessions.all(chosen.values());
    return chosen.entrySet().stream()
        .filter(entry -> found.containsKey(entry.getValue()))
        .collect(toMap(Map.Entry::getKey, entry -> found.get(entry.getValue())));
  }

  @Override
  public void choose(AccountId account, Optional<SessionId> session) {
    sql.update("delete from own_alert_sender where account_id = ?", account.value());
    session.ifPresent(
        chosen ->
            sql.update(
                "insert into own_alert_sender (account_id, session_id) values (?, ?)",
                account.value(),
                chosen.value()));
  }

  @Override
  public Map<PhoneNumber, SessionId> assigned(Collection<PhoneNumber> numbers) {
    return sql
        .query(
            "select number, session_id from alert_recipient"
                + " where number = any(cast(? as varchar array))",
            row -> Map.entry(new PhoneNumber(row.text()), new SessionId(row.uuid())),
            texts(numbers, PhoneNumber::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public void assign(Map<PhoneNumber, SessionId> senders) {
    // In a fixed order, to avoid deadlocks between concurrent assignments.
    var ordered = new TreeMap<String, SessionId>();
    senders.forEach((number, sender) -> ordered.put(number.value(), sender));
    // If a sender was removed in the meantime, its numbers get another one next time.
    var values =
        "select c.number, c.session_id"
            + " from unnest(cast(? as varchar array), cast(? as uuid array))"
            + " as c(number, session_id)"
            + " join alert_sender a on a.session_id = c.session_id";
    sql.update(
        sql.isPostgres()
            ? "insert into alert_recipient (number, session_id) "
                + values
                + " on conflict (number) do update set session_id = excluded.session_id"
            : "merge into alert_recipient (number, session_id) key (number) " + values,
        texts(ordered.keySet(), Function.identity()),
        uuids(ordered.values(), SessionId::value));
  }

  @Override
  public Map<SessionId, Integer> loads() {
    return sql
        .query(
            "select session_id, count(*) from alert_recipient group by session_id",
            row -> Map.entry(new SessionId(row.uuid()), row.integer()))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
