package io.crier.persistence.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NAME_TAKEN;
import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.uuids;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.crier.application.Slice;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.persistence.Json;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Stores sessions as rows, with their owners. */
@Dependent
class SqlSessions implements Sessions {

  /**
   * How long after the end of a lease its sessions stay with their owner, which may be mid-commit.
   */
  static final Duration GRACE_PERIOD = Duration.ofSeconds(5);

  private static final String COLUMNS =
      "s.id, s.account_id, s.name, s.engine, s.settings, s.gap_min_ms, s.gap_max_ms, s.rest_every,"
          + " s.rest_min_ms, s.rest_max_ms, s.daily_cap, s.new_contacts_per_day, s.typing,"
          + " s.quiet_from, s.quiet_to, s.quiet_zone, s.allow_unpaced, s.paused, s.wanted,"
          + " s.disabled, s.status, s.last_error, s.client_version, s.number, s.linked_at, s.restricted_until, s.former_number,"
          + " s.created_at";

  private static final String SELECT = "select " + COLUMNS + " from session s ";

  private static final String UNHEALTHY =
      Arrays.stream(SessionStatus.values())
          .filter(SessionStatus::isUnhealthy)
          .map(it -> "'" + it + "'")
          .collect(Collectors.joining(", "));

  private static final String NODE_IS_ALIVE =
      "exists (select 1 from node n"
          + " where n.id = ? and n.epoch = ? and n.expires_at > current_timestamp)";

  private final Sql sql;
  private final SealedBox box;

  @Inject
  SqlSessions(Sql sql, SealedBox box) {
    this.sql = sql;
    this.box = box;
  }

  @Override
  public Optional<Session> find(AccountId account, SessionId id) {
    return one("where s.account_id = ? and s.id = ?", account.value(), id.value());
  }

  @Override
  public Optional<Session> find(AccountId account, PhoneNumber number) {
    return one(
        "where s.account_id = ? and s.number = ? order by s.linked_at desc limit 1",
        account.value(),
        number.value());
  }

  @Override
  public Optional<Session> lock(AccountId account, SessionId id) {
    return one("where s.account_id = ? and s.id = ? for update", account.value(), id.value());
  }

  @Override
  public Optional<Session> running(SessionId id) {
    return one("where s.id = ? for update", id.value());
  }

  @Override
  public Map<SessionId, Session> all(Collection<SessionId> ids) {
    return all("where s.id = any(cast(? as uuid array))", uuids(ids, SessionId::value)).stream()
        .collect(toMap(Session::id, Function.identity()));
  }

  @Override
  public Slice<Session> list(AccountId account, Optional<SessionId> after, int limit) {
    var clause = " order by s.id desc limit ?";
    var read =
        after.isEmpty()
            ? all("where s.account_id = ?" + clause, account.value(), limit + 1)
            : all(
                "where s.account_id = ? and s.id < ?" + clause,
                account.value(),
                after.get().value(),
                limit + 1);
    return Slice.of(read, limit);
  }

  @Override
  public Slice<Session> unhealthy(Optional<SessionId> after, int limit) {
    var parameters = new ArrayList<Object>();
    after.ifPresent(it -> parameters.add(it.value()));
    parameters.add(limit + 1);
    return Slice.of(
        all(
            "where s.wanted = 'ON' and not s.disabled and s.status in ("
                + UNHEALTHY
                + ")"
                + (after.isPresent() ? " and s.id < ?" : "")
                + " order by s.id desc limit ?",
            parameters.toArray()),
        limit);
  }

  @Override
  public boolean isNameTaken(AccountId account, String name) {
    return !all("where s.account_id = ? and s.name = ?", account.value(), name).isEmpty();
  }

  @Override
  public void save(Session session) {
    try {
      if (update(session) == 0) {
        insert(session);
      }
    } catch (PersistenceException e) {
      if (Sql.isDuplicate(e)) {
        throw new Refused(SESSION_NAME_TAKEN);
      }
      throw e;
    }
  }

  private int update(Session session) {
    var pacing = session.pacing();
    var connectivity = session.connectivity();
    var link = session.link();
    return sql.update(
        "update session set name = ?, engine = ?, settings = ?, gap_min_ms = ?, gap_max_ms = ?,"
            + " rest_every = ?, rest_min_ms = ?, rest_max_ms = ?, daily_cap = ?,"
            + " new_contacts_per_day = ?, typing = ?, quiet_from = ?, quiet_to = ?,"
            + " quiet_zone = ?, allow_unpaced = ?, paused = ?, wanted = ?, disabled = ?, status = ?,"
            + " last_error = ?, client_version = ?, number = ?, linked_at = ?, restricted_until = ?, former_number = ?"
            + " where id = ? and account_id = ?",
        session.name(),
        session.engine().name().value(),
        seal(session),
        pacing.gap().min().toMillis(),
        pacing.gap().max().toMillis(),
        pacing.rest().map(Pacing.Rest::every),
        pacing.rest().map(rest -> rest.min().toMillis()),
        pacing.rest().map(rest -> rest.max().toMillis()),
        pacing.dailyCap(),
        pacing.newContactsPerDay(),
        pacing.typing(),
        pacing.quietHours().map(Pacing.QuietHours::from),
        pacing.quietHours().map(Pacing.QuietHours::to),
        pacing.quietHours().map(hours -> hours.zone().getId()),
        pacing.allowUnpaced(),
        session.sending().paused(),
        connectivity.desired(),
        connectivity.disabled(),
        connectivity.status(),
        connectivity.lastError(),
        connectivity.clientVersion().map(ClientVersion::value),
        link.number().map(PhoneNumber::value),
        link.linkedAt(),
        link.restrictedUntil(),
        link.former().map(PhoneNumber::value),
        session.id().value(),
        session.account().value());
  }

  /** Inserts a row with the mandatory columns, and then updates all. */
  private void insert(Session session) {
    sql.update(
        "insert into session (id, account_id, name, engine, settings, gap_min_ms, gap_max_ms,"
            + " typing, allow_unpaced, wanted, status, paused, disabled, created_at)"
            + " values (?, ?, ?, '', '', 0, 0, false, false, '', '', false, false, ?)",
        session.id().value(),
        session.account().value(),
        session.name(),
        session.createdAt());
    update(session);
  }

  @Override
  public void remove(SessionId id) {
    sql.update("delete from session where id = ?", id.value());
  }

  @Override
  public List<Owned> take(Node node, int limit) {
    var free =
        sql.query(
            "select s.id from session s where (s.owner_node is null"
                + " or (s.owner_node = ? and s.owner_life < ?)"
                + " or (s.owner_node <> ? and not exists (select 1 from node o"
                + " where o.id = s.owner_node"
                + " and o.expires_at > current_timestamp - interval '0.001' second * "
                + GRACE_PERIOD.toMillis()
                + "))) and "
                + NODE_IS_ALIVE
                + " order by s.id limit ? for update skip locked",
            row -> row.uuid(),
            node.id(),
            node.epoch(),
            node.id(),
            node.id(),
            node.epoch(),
            limit);
    if (free.isEmpty()) {
      return List.of();
    }
    var ids = uuids(free, Function.identity());
    sql.update(
        "update session set owner_node = ?, owner_life = ?, owner_epoch = owner_epoch + 1"
            + " where id = any(cast(? as uuid array))",
        node.id(),
        node.epoch(),
        ids);
    return sql.query(
        "select s.owner_epoch, "
            + COLUMNS
            + " from session s where s.id = any(cast(? as uuid array)) order by s.id",
        row -> {
          var epoch = row.number();
          return new Owned(session(row), epoch);
        },
        ids);
  }

  @Override
  public void release(Node node, Collection<SessionId> ids) {
    sql.update(
        "update session set owner_node = null, owner_life = null"
            + " where id = any(cast(? as uuid array)) and owner_node = ? and owner_life = ?",
        uuids(ids, SessionId::value),
        node.id(),
        node.epoch());
  }

  @Override
  public Map<SessionId, Boolean> owned(Node node, Map<SessionId, Long> epochs) {
    var entries = epochs.entrySet();
    var owned =
        new HashSet<>(
            sql.query(
                "select s.id from unnest(cast(? as uuid array), cast(? as bigint array))"
                    + " as c(id, epoch) join session s on s.id = c.id"
                    + " where s.owner_epoch = c.epoch and s.owner_node = ? and "
                    + NODE_IS_ALIVE,
                row -> new SessionId(row.uuid()),
                uuids(entries, entry -> entry.getKey().value()),
                longs(entries, Map.Entry::getValue),
                node.id(),
                node.id(),
                node.epoch()));
    return epochs.keySet().stream().collect(toMap(Function.identity(), owned::contains));
  }

  private Optional<Session> one(String clause, Object... parameters) {
    return all(clause, parameters).stream().findFirst();
  }

  private List<Session> all(String clause, Object... parameters) {
    return sql.query(SELECT + clause, this::session, parameters);
  }

  private Session session(Sql.Row row) throws SQLException {
    var id = new SessionId(row.uuid());
    return new Session(
        id,
        new AccountId(row.uuid()),
        row.text(),
        new Session.EngineChoice(new EngineName(row.text()), settings(id, row.text())),
        new Session.Sending(pacing(row), row.bool()),
        new Session.Connectivity(
            DesiredState.valueOf(row.text()),
            row.bool(),
            SessionStatus.valueOf(row.text()),
            row.maybeText(),
            row.maybeText().map(ClientVersion::new)),
        new Session.Link(
            row.maybeText().map(PhoneNumber::new),
            row.maybeInstant(),
            row.maybeInstant(),
            row.maybeText().map(PhoneNumber::new)),
        row.instant());
  }

  private static Pacing pacing(Sql.Row row) throws SQLException {
    var gap = new Pacing.Gap(Duration.ofMillis(row.number()), Duration.ofMillis(row.number()));
    var every = row.maybeInteger();
    var restMin = Duration.ofMillis(row.number());
    var restMax = Duration.ofMillis(row.number());
    return new Pacing(
        gap,
        every.map(sends -> new Pacing.Rest(sends, restMin, restMax)),
        row.maybeInteger(),
        row.maybeInteger(),
        row.bool(),
        quietHours(row.maybe(LocalTime.class), row.maybe(LocalTime.class), row.maybeText()),
        row.bool());
  }

  private static Optional<Pacing.QuietHours> quietHours(
      Optional<LocalTime> from, Optional<LocalTime> to, Optional<String> zone) {
    return zone.map(
        id -> new Pacing.QuietHours(from.orElseThrow(), to.orElseThrow(), ZoneId.of(id)));
  }

  /** Settings may contain tokens and passwords, so all of them are sealed. */
  private String seal(Session session) {
    return session.engine().settings().isEmpty()
        ? ""
        : Base64.getEncoder()
            .encodeToString(
                box.seal(
                    Json.write(new Settings(session.engine().settings())).getBytes(UTF_8),
                    sealContext(session.id())));
  }

  private Map<String, String> settings(SessionId id, String sealed) {
    return sealed.isEmpty()
        ? Map.of()
        : Json.read(
                new String(box.open(Base64.getDecoder().decode(sealed), sealContext(id)), UTF_8),
                Settings.class)
            .values();
  }

  private static String sealContext(SessionId id) {
    return "session/" + id.value() + "/settings";
  }

  private record Settings(Map<String, String> values) {}
}
