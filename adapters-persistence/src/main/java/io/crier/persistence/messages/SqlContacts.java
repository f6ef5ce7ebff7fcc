package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.toMap;

import io.crier.application.Slice;
import io.crier.application.messages.Contacts;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Stores contacts as rows, which are deleted with their session. */
@Dependent
class SqlContacts implements Contacts {

  private static final String SELECT =
      "select k.session_id, k.recipient, k.address, k.checked_at, k.met_at,"
          + " k.also from contact k ";

  /** Skips contacts whose session was removed in the meantime. */
  private static final String VALUES =
      "select c.session_id, c.recipient, c.address, c.checked_at, c.met_at, c.also"
          + " from unnest(cast(? as uuid array), cast(? as varchar array),"
          + " cast(? as varchar array), cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array), cast(? as varchar array))"
          + " as c(session_id, recipient, address, checked_at, met_at, also)"
          + " join session s on s.id = c.session_id";

  private static final String COLUMNS =
      "(session_id, recipient, address, checked_at, met_at, also)";

  private final Sql sql;

  @Inject
  SqlContacts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Contact> find(SessionId session, Recipient recipient) {
    return sql
        .query(
            SELECT + "where k.session_id = ? and k.recipient = ?",
            SqlContacts::contact,
            session.value(),
            recipient.text())
        .stream()
        .findFirst();
  }

  @Override
  public Map<Key, Contact> find(Collection<Key> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return sql
        .query(
            SELECT
                + "join unnest(cast(? as uuid array), cast(? as varchar array))"
                + " as c(session_id, recipient)"
                + " on k.session_id = c.session_id and k.recipient = c.recipient",
            SqlContacts::contact,
            uuids(keys, key -> key.session().value()),
            texts(keys, key -> key.recipient().text()))
        .stream()
        .collect(
            toMap(
                contact -> new Key(contact.session(), contact.recipient()),
                Function.identity(),
                (one, same) -> one));
  }

  @Override
  public Optional<Contact> at(SessionId session, Address address) {
    return sql
        .query(
            SELECT
                + "where k.session_id = ? and k.address = ? and k.recipient like '+%'"
                + " order by k.checked_at limit 1",
            SqlContacts::contact,
            session.value(),
            address.value())
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Contact> alsoKnownAs(SessionId session, PhoneNumber number) {
    return sql
        .query(
            SELECT + "where k.session_id = ? and k.also = ? order by k.checked_at limit 1",
            SqlContacts::contact,
            session.value(),
            number.value())
        .stream()
        .findFirst();
  }

  @Override
  public Set<Recipient> namesOf(AccountId account, Recipient named) {
    return Set.copyOf(
        sql.query(
            "select distinct k.recipient from session s join contact k on k.session_id = s.id"
                + " where s.account_id = ? and "
                + (named instanceof Recipient.Hidden ? "k.address = ?" : "k.also = ?"),
            row -> Recipient.parse(row.text()),
            account.value(),
            named.text()));
  }

  @Override
  public Slice<Contact> people(SessionId session, Optional<Recipient> after, int limit) {
    var parameters = new ArrayList<Object>(List.of(session.value()));
    after.ifPresent(it -> parameters.add(it.text()));
    parameters.add(limit + 1);
    return Slice.of(
        sql.query(
            SELECT
                + "where k.session_id = ?"
                + (after.isPresent() ? " and k.recipient > ?" : "")
                + " and k.recipient not like '%@g.us'"
                + " and (k.address is not null or k.met_at is not null)"
                + " order by k.recipient limit ?",
            SqlContacts::contact,
            parameters.toArray()),
        limit);
  }

  @Override
  public void remove(Key key) {
    sql.update(
        "delete from contact where session_id = ? and recipient = ?",
        key.session().value(),
        key.recipient().text());
  }

  @Override
  public void save(List<Contact> contacts) {
    // Distinct and in a fixed order, to avoid deadlocks between concurrent saves.
    var distinct = new TreeMap<String, Contact>();
    contacts.forEach(
        contact -> distinct.put(contact.session().value() + contact.recipient().text(), contact));
    var ordered = distinct.values();
    sql.update(
        sql.isPostgres()
            ? "insert into contact "
                + COLUMNS
                + VALUES
                + " on conflict (session_id, recipient) do update set address = excluded.address,"
                + " checked_at = excluded.checked_at, met_at = excluded.met_at,"
                + " also = excluded.also"
            : "merge into contact " + COLUMNS + " key (session_id, recipient) " + VALUES,
        uuids(ordered, contact -> contact.session().value()),
        texts(ordered, contact -> contact.recipient().text()),
        texts(ordered, contact -> contact.address().map(Address::value).orElse(null)),
        instants(ordered, contact -> Optional.of(contact.checkedAt())),
        instants(ordered, Contact::metAt),
        texts(ordered, contact -> contact.also().map(PhoneNumber::value).orElse(null)));
  }

  private static Contact contact(Sql.Row row) throws SQLException {
    return new Contact(
        new SessionId(row.uuid()),
        Recipient.parse(row.text()),
        row.maybeText().map(Address::new),
        row.instant(),
        row.maybeInstant(),
        row.maybeText().map(PhoneNumber::new));
  }
}
