package io.crier.bootstrap.process;

import static io.crier.bootstrap.process.Database.instant;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** What is left after the kills: the rows of the database, and what WhatsApp has received. */
final class Records {

  final Map<UUID, Message> messages = new HashMap<>();

  /** The messages that sessions received, by WhatsApp id. */
  final Map<String, List<Received>> received = new HashMap<>();

  final Map<String, Message> byWhatsAppId = new HashMap<>();
  final Map<UUID, Long> epochs = new HashMap<>();
  final Map<UUID, Events> events = new HashMap<>();
  final Map<UUID, Long> lastSequences = new HashMap<>();
  final Map<UUID, Map<LocalDate, Long>> sends = new HashMap<>();
  final Map<UUID, List<Submission>> ledgers = new HashMap<>();
  final List<Delivery> deliveries = new ArrayList<>();

  /** A row of the table of messages. */
  static final class Message {
    UUID id;
    UUID session;
    UUID account;
    long seq;
    int priority;
    String peer;
    String status;
    int attempts;
    boolean possibleDuplicate;
    String text;
    Instant createdAt;
    Instant beganAt;
    long epoch;

    /** Its statuses and sessions according to the narrow tables. */
    final List<String> entries = new ArrayList<>();

    final List<Instant> attempted = new ArrayList<>();
    boolean sent;
    boolean delivered;
    boolean read;

    /** Its status events, unordered: sequence × 16 + status. */
    final List<Long> statusEvents = new ArrayList<>(5);

    /** What the narrow tables must say of it. */
    List<String> expectedEntries() {
      return switch (status) {
        case "SCHEDULED", "QUEUED", "SENDING" -> List.of(entry(status, session));
        case "SENT", "FAILED", "CANCELLED" ->
            priority > 1 ? List.of(entry(status, null)) : List.of();
        default -> List.of();
      };
    }
  }

  /** A message that a session received. */
  record Received(UUID session, String type) {}

  /** A submission that reached WhatsApp. */
  record Submission(String whatsAppId, Instant at) {}

  /** The events of an account. */
  static final class Events {
    final BitSet sequences = new BitSet();
    final List<UUID> ofMessages = new ArrayList<>();
    final List<Instant> codes = new ArrayList<>();
    long count;
  }

  /** A delivery to a webhook endpoint. */
  record Delivery(UUID event, String state) {}

  static final List<String> STATUSES =
      List.of(
          "SCHEDULED",
          "QUEUED",
          "SENDING",
          "SENT",
          "DELIVERED",
          "READ",
          "PLAYED",
          "FAILED",
          "CANCELLED");

  private static final Pattern STATUS_EVENT =
      Pattern.compile("\"message\":\"([0-9a-f-]{36})\".*\"status\":\"(\\w+)\"");

  static Records read(Database database, Map<UUID, List<Submission>> ledgers) {
    var records = new Records();
    records.ledgers.putAll(ledgers);
    records.readMessages(database);
    records.readEntries(database);
    records.readEvents(database);
    records.readRest(database);
    return records;
  }

  private void readMessages(Database database) {
    database.read(
        "select id, session_id, account_id, seq, priority, peer, status, attempt, possible_duplicate,"
            + " body, created_at, began_at, owner_epoch, sent_at, delivered_at,"
            + " read_at, whatsapp_id from message where direction = 'OUTBOUND'",
        row -> {
          var message = new Message();
          message.id = row.getObject("id", UUID.class);
          message.session = row.getObject("session_id", UUID.class);
          message.account = row.getObject("account_id", UUID.class);
          message.seq = row.getLong("seq");
          message.priority = row.getInt("priority");
          message.status = row.getString("status");
          message.peer = row.getString("peer");
          message.attempts = row.getInt("attempt");
          message.possibleDuplicate = row.getBoolean("possible_duplicate");
          message.text = row.getString("body");
          message.createdAt = instant(row, "created_at");
          message.beganAt = instant(row, "began_at");
          message.epoch = row.getLong("owner_epoch");
          message.sent = row.getObject("sent_at") != null;
          message.delivered = row.getObject("delivered_at") != null;
          message.read = row.getObject("read_at") != null;
          messages.put(message.id, message);
          byWhatsAppId.put(row.getString("whatsapp_id"), message);
        });
    database.read(
        "select session_id, whatsapp_id, type from message where direction = 'INBOUND'",
        row ->
            received
                .computeIfAbsent(row.getString("whatsapp_id"), id -> new ArrayList<>())
                .add(new Received(row.getObject("session_id", UUID.class), row.getString("type"))));
  }

  private void readEntries(Database database) {
    database.read(
        "select message_id, status, session_id from queue_entry"
            + " union all select message_id, 'SENDING', session_id from in_flight"
            + " union all select message_id, status, null from status_entry",
        row -> {
          var message = messages.get(row.getObject("message_id", UUID.class));
          if (message != null) {
            var session = row.getObject("session_id", UUID.class);
            message.entries.add(entry(row.getString("status"), session));
          }
        });
    database.read(
        "select message_id, began_at from attempt",
        row -> {
          var message = messages.get(row.getObject("message_id", UUID.class));
          if (message != null) {
            message.attempted.add(instant(row, "began_at"));
          }
        });
  }

  private static String entry(String status, UUID session) {
    return status + " " + session;
  }

  private void readEvents(Database database) {
    database.read(
        "select id, account_id, sequence, type, payload, happened_at from event",
        row -> {
          var account =
              events.computeIfAbsent(row.getObject("account_id", UUID.class), id -> new Events());
          var sequence = row.getLong("sequence");
          account.count++;
          account.sequences.set((int) sequence);
          if (row.getString("type").equals("SESSION_QR")) {
            events
                .get(row.getObject("account_id", UUID.class))
                .codes
                .add(instant(row, "happened_at"));
          }
          if (row.getString("type").equals("MESSAGE_STATUS")) {
            account.ofMessages.add(row.getObject("id", UUID.class));
            var statusEvents = STATUS_EVENT.matcher(row.getString("payload"));
            if (!statusEvents.find()) {
              throw new IllegalStateException("a status event without a status");
            }
            var message = messages.get(UUID.fromString(statusEvents.group(1)));
            if (message != null) {
              message.statusEvents.add(sequence * 16 + STATUSES.indexOf(statusEvents.group(2)));
            }
          }
        });
  }

  private void readRest(Database database) {
    database.read(
        "select id, owner_epoch from session",
        row -> epochs.put(row.getObject("id", UUID.class), row.getLong("owner_epoch")));
    database.read(
        "select account_id, last from event_counter",
        row -> lastSequences.put(row.getObject("account_id", UUID.class), row.getLong("last")));
    database.read(
        "select account_id, on_day, sends from daily_sends",
        row ->
            sends
                .computeIfAbsent(row.getObject("account_id", UUID.class), id -> new HashMap<>())
                .put(row.getObject("on_day", LocalDate.class), row.getLong("sends")));
    database.read(
        "select event_id, state from delivery",
        row ->
            deliveries.add(
                new Delivery(row.getObject("event_id", UUID.class), row.getString("state"))));
  }

  static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
