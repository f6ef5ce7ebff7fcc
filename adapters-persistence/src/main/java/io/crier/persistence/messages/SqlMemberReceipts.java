package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.messages.MemberReceipts;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeMap;

/** Stores receipts of members of groups as rows. */
@Dependent
class SqlMemberReceipts implements MemberReceipts {

  private static final String GIVEN =
      "unnest(cast(? as uuid array), cast(? as varchar array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array))"
          + " as c(message_id, member, delivered_at, read_at, played_at)";

  private static final String UPDATE =
      "update set delivered_at = coalesce(m.delivered_at, c.delivered_at),"
          + " read_at = coalesce(m.read_at, c.read_at),"
          + " played_at = coalesce(m.played_at, c.played_at)";

  private static final String COLUMNS = "(message_id, member, delivered_at, read_at, played_at)";

  private static final String VALUES =
      "(c.message_id, c.member, c.delivered_at, c.read_at, c.played_at)";

  private final Sql sql;

  @Inject
  SqlMemberReceipts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void keep(List<Arrived> arrived) {
    // Distinct and in a fixed order, to avoid deadlocks between concurrent batches.
    var distinct = new TreeMap<String, Arrived>();
    for (var next : arrived) {
      distinct.merge(
          next.message().value() + next.receipt().member().text(),
          next,
          (first, then) -> new Arrived(first.message(), first.receipt().and(then.receipt())));
    }
    var ordered = distinct.values();
    sql.update(
        sql.isPostgres()
            ? "insert into member_receipt as m "
                + COLUMNS
                + " select * from "
                + GIVEN
                + " on conflict (message_id, member) do "
                + UPDATE.replace("c.", "excluded.")
            : "merge into member_receipt m using (select * from "
                + GIVEN
                + ") c on m.message_id = c.message_id and m.member = c.member"
                + " when matched then "
                + UPDATE
                + " when not matched then insert "
                + COLUMNS
                + " values "
                + VALUES,
        uuids(ordered, it -> it.message().value()),
        texts(ordered, it -> it.receipt().member().text()),
        instants(ordered, it -> it.receipt().deliveredAt()),
        instants(ordered, it -> it.receipt().readAt()),
        instants(ordered, it -> it.receipt().playedAt()));
  }

  @Override
  public List<MemberReceipt> of(MessageId message) {
    return sql.query(
        "select r.member, r.delivered_at, r.read_at, r.played_at from member_receipt r"
            + " where r.message_id = ? order by r.member",
        row ->
            new MemberReceipt(
                Recipient.parse(row.text()),
                row.maybeInstant(),
                row.maybeInstant(),
                row.maybeInstant()),
        message.value());
  }
}
