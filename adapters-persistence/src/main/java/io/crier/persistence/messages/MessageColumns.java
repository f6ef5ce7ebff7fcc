package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.booleans;
import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Origin;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Revisions;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Json;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Maps messages to and from columns of the table {@code message}. */
final class MessageColumns {

  static final String COLUMNS =
      "m.id, m.account_id, m.session_id, m.direction, m.peer,"
          + " (select k.address from contact k"
          + " where k.session_id = m.session_id and k.recipient = m.peer) as address,"
          + " m.type, m.body, m.content, m.priority, m.test, m.origin, m.due_at, m.metadata,"
          + " m.whatsapp_id, m.created_at, m.status, m.attempt, m.possible_duplicate, m.fault, m.engine_code, m.sent_at,"
          + " m.delivered_at, m.read_at, m.played_at, m.ended_at, m.retry_at, m.revisions";

  static final String SELECT = "select " + COLUMNS + " from message m ";

  static final String PROGRESS =
      "status = c.status, attempt = c.attempt, possible_duplicate = c.possible_duplicate,"
          + " whatsapp_id = c.whatsapp_id, fault = c.fault, engine_code = c.engine_code, sent_at = c.sent_at,"
          + " delivered_at = c.delivered_at, read_at = c.read_at, played_at = c.played_at,"
          + " ended_at = c.ended_at, retry_at = c.retry_at";

  static final String PROGRESS_ARRAYS =
      "cast(? as uuid array), cast(? as varchar array), cast(? as integer array),"
          + " cast(? as boolean array), cast(? as varchar array), cast(? as varchar array),"
          + " cast(? as integer array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array)";

  static final String PROGRESS_COLUMNS =
      "id, status, attempt, possible_duplicate, whatsapp_id, fault, engine_code, sent_at, delivered_at,"
          + " read_at, played_at, ended_at, retry_at";

  /** The prefix of sealed contents; no JSON starts like this. */
  private static final String SEALED = "sealed:";

  private static final Priority[] PRIORITIES = Priority.values();

  private final SealedBox box;

  MessageColumns(SealedBox box) {
    this.box = box;
  }

  /** The columns of new messages, in the order of the insert statement. */
  List<Object> insertValues(List<Message> messages) {
    return List.of(
        uuids(messages, message -> message.id().value()),
        uuids(messages, message -> message.account().value()),
        uuids(messages, message -> message.session().value()),
        texts(messages, message -> message.direction().name()),
        texts(messages, message -> message.peer().text()),
        texts(messages, message -> message.content().type()),
        texts(messages, message -> isSecret(message) ? null : message.content().text()),
        texts(messages, this::stored),
        integers(messages, message -> message.priority().ordinal()),
        booleans(messages, message -> message.handling().test()),
        texts(messages, message -> message.handling().origin().name()),
        instants(messages, message -> message.handling().sendAt()),
        texts(messages, message -> message.handling().metadata().map(Metadata::json).orElse(null)),
        texts(messages, message -> message.whatsAppId().value()),
        instants(messages, message -> Optional.of(message.createdAt())),
        texts(messages, message -> message.status().name()),
        instants(messages, message -> message.progress().sentAt()));
  }

  /** The values for {@code PROGRESS_ARRAYS}. */
  static List<Object> progress(List<Message> messages) {
    return List.of(
        uuids(messages, message -> message.id().value()),
        texts(messages, message -> message.status().name()),
        integers(messages, message -> message.progress().attempt()),
        booleans(messages, message -> message.progress().possibleDuplicate()),
        texts(messages, message -> message.whatsAppId().value()),
        texts(messages, message -> message.progress().fault().map(Fault::name).orElse(null)),
        integers(messages, message -> message.progress().engineCode().orElse(null)),
        instants(messages, message -> message.progress().sentAt()),
        instants(messages, message -> message.progress().deliveredAt()),
        instants(messages, message -> message.progress().readAt()),
        instants(messages, message -> message.progress().playedAt()),
        instants(messages, message -> message.progress().endedAt()),
        instants(messages, message -> message.progress().retryAt()));
  }

  /** The columns that a revision changes, and the id. */
  Object[] revision(Message message) {
    return new Object[] {
      message.content().type(),
      message.content().text(),
      Optional.ofNullable(stored(message)),
      Optional.of(message.revisions()).filter(it -> !it.isNone()).map(Json::write),
      message.id().value()
    };
  }

  /** Reads the {@code COLUMNS}. */
  Message read(Sql.Row row) throws SQLException {
    var id = new MessageId(row.uuid());
    return new Message(
        id,
        new AccountId(row.uuid()),
        new SessionId(row.uuid()),
        Direction.valueOf(row.text()),
        Recipient.parseAny(row.text()),
        row.maybeText().map(Address::new),
        content(id, row.text(), row.text(), row.maybeText()),
        handling(row),
        new WhatsAppId(row.text()),
        row.instant(),
        progress(row),
        row.maybeText().map(it -> Json.read(it, Revisions.class)).orElse(Revisions.NONE));
  }

  private static Handling handling(Sql.Row row) throws SQLException {
    return new Handling(
        PRIORITIES[row.integer()],
        row.bool(),
        Origin.valueOf(row.text()),
        row.maybeInstant(),
        row.maybeText().map(Metadata::new));
  }

  private static Progress progress(Sql.Row row) throws SQLException {
    return new Progress(
        MessageStatus.valueOf(row.text()),
        row.integer(),
        row.bool(),
        FailureColumns.read(row),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant());
  }

  /** Whether the columns for type and text hold the whole content. */
  private static boolean isPlain(Content content) {
    return content instanceof Content.Text text
        && text.preview().isEmpty()
        && text.context().isNone();
  }

  private static String json(Content content) {
    return Json.write(content, Content.class);
  }

  /** The content, unless type and text suffice; sealed if the message is a code. */
  private String stored(Message message) {
    if (isSecret(message)) {
      var clear = json(message.content()).getBytes(StandardCharsets.UTF_8);
      return SEALED
          + Base64.getEncoder().encodeToString(box.seal(clear, sealContext(message.id())));
    }
    return isPlain(message.content()) ? null : json(message.content());
  }

  private static boolean isSecret(Message message) {
    return message.priority() == Priority.CODE;
  }

  private static String sealContext(MessageId id) {
    return "message/" + id.value();
  }

  private Content content(MessageId id, String type, String text, Optional<String> stored) {
    return stored
        .map(it -> it.startsWith(SEALED) ? unseal(id, it.substring(SEALED.length())) : it)
        .map(it -> Json.read(it, Content.class))
        .orElseGet(() -> plain(type, text));
  }

  private String unseal(MessageId id, String sealed) {
    return new String(
        box.open(Base64.getDecoder().decode(sealed), sealContext(id)), StandardCharsets.UTF_8);
  }

  private static Content plain(String type, String text) {
    if (!type.equals("text")) {
      throw new IllegalStateException("a message of type " + type + " without its content");
    }
    return new Content.Text(text);
  }
}
