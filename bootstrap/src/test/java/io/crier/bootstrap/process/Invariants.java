package io.crier.bootstrap.process;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.crier.bootstrap.process.Line.Ack;
import io.crier.bootstrap.process.Records.Message;
import io.crier.bootstrap.process.Records.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** Checks the invariants I1 to I12 of {@code architecture.md} against what is left. */
final class Invariants {

  private static final Set<String> SENT = Set.of("SENT", "DELIVERED", "READ", "PLAYED");
  private static final Set<String> NOT_SENT = Set.of("SCHEDULED", "QUEUED", "CANCELLED");

  private final Records records;
  private final List<Line> lines;
  private final NavigableSet<Instant> kills;
  private final Violations violations;

  /** How often each message was submitted, by its WhatsApp id. */
  private final Map<String, Integer> submissions = new HashMap<>();

  private final Map<UUID, List<Message>> bySession;

  /** Those of which the order of arrival is promised. */
  private final Predicate<Message> ordered;

  /** Whether receipts are recorded in the order in which they arrived. */
  private final boolean receiptsInOrder;

  /**
   * @param kills times after which the killed run has done nothing more
   */
  Invariants(
      Records records, List<Line> lines, NavigableSet<Instant> kills, Violations violations) {
    this(records, lines, kills, violations, message -> true, true);
  }

  private Invariants(
      Records records,
      List<Line> lines,
      NavigableSet<Instant> kills,
      Violations violations,
      Predicate<Message> ordered,
      boolean receiptsInOrder) {
    this.records = records;
    this.lines = lines;
    this.kills = kills;
    this.violations = violations;
    this.ordered = ordered;
    this.receiptsInOrder = receiptsInOrder;
    this.bySession = records.messages.values().stream().collect(groupingBy(it -> it.session));
    records
        .ledgers
        .values()
        .forEach(
            ledger -> ledger.forEach(it -> submissions.merge(it.whatsAppId(), 1, Integer::sum)));
  }

  /**
   * Of several nodes: what a caller got no answer to may be accepted later than what it sent next
   * to another node, so that only what was acknowledged has an order. A receipt that is recorded
   * again, after the database was out of reach, may be overtaken by the next one, and then is no
   * news.
   */
  static Invariants ofSeveralNodes(
      Records records, List<Line> lines, NavigableSet<Instant> kills, Violations violations) {
    var acknowledged =
        lines.stream().flatMap(it -> it.acks().stream()).map(Ack::id).collect(toSet());
    return new Invariants(
        records, lines, kills, violations, message -> acknowledged.contains(message.id), false);
  }

  void check() {
    checkNoneLost();
    checkStates();
    checkOneInFlight();
    lines.forEach(this::checkPace);
    lines.forEach(this::checkOrder);
    checkRepeats();
    checkEpochs();
    checkEvents();
    checkIdempotencyKeys();
    checkUsage();
  }

  private void checkNoneLost() {
    for (var line : lines) {
      for (var ack : line.acks()) {
        var kept = records.messages.get(ack.id());
        require(kept != null, "I1 lost", ack.id());
        require(
            kept == null || kept.session.equals(line.session()), "I1 in another session", ack.id());
      }
    }
  }

  private void checkStates() {
    records.byWhatsAppId.forEach(
        (whatsAppId, message) -> {
          var arrived = submissions.getOrDefault(whatsAppId, 0);
          require(
              arrived > 0 || !SENT.contains(message.status), "I1 sent, not arrived", message.id);
          require(
              arrived == 0 || !NOT_SENT.contains(message.status),
              "I1 arrived, not sent",
              message.id);
          require(!message.status.equals("FAILED"), "I1 failed without a reason", message.id);
        });
    submissions
        .keySet()
        .forEach(id -> require(records.byWhatsAppId.containsKey(id), "I1 arrived, not known", id));
  }

  private void checkOneInFlight() {
    bySession.forEach(
        (session, messages) -> {
          var sending = messages.stream().filter(it -> it.status.equals("SENDING")).toList();
          require(sending.size() <= 1, "I2 in flight", session);
          for (var message : messages) {
            require(message.entries.equals(message.expectedEntries()), "I2 entries", message.id);
            require(
                message.attempted.equals(Optional.ofNullable(message.beganAt).stream().toList()),
                "I4 attempts",
                message.id);
          }
        });
  }

  private void checkPace(Line line) {
    var ledger = records.ledgers.getOrDefault(line.session(), List.of());
    var pace = line.pace();
    Submission before = null;
    var sinceRest = 0;
    var days = new HashMap<LocalDate, Set<String>>();
    for (var submission : ledger) {
      var repeat = before != null && before.whatsAppId().equals(submission.whatsAppId());
      if (before != null) {
        var gap = Duration.between(before.at(), startOf(submission)).toMillis();
        require(
            gap >= pace.gapMin(),
            "I3 gap",
            line.session() + " " + submission + " after " + gap + " ms");
        var rested = pace.every() > 0 && gap >= pace.restMin();
        sinceRest = rested ? 1 : sinceRest + (repeat ? 0 : 1);
      } else {
        sinceRest = 1;
      }
      require(
          pace.every() == 0 || sinceRest <= pace.every(),
          "I4 rest",
          line.session() + " " + submission);
      var today = days.computeIfAbsent(Records.dayOf(submission.at()), day -> new HashSet<>());
      today.add(submission.whatsAppId());
      require(pace.cap() == 0 || today.size() <= pace.cap(), "I5 cap", submission);
      before = submission;
    }
  }

  /** When the send started; for a repeated send only the arrival is known. */
  private Instant startOf(Submission submission) {
    var message = records.byWhatsAppId.get(submission.whatsAppId());
    var known = message != null && message.attempts == 1 && message.beganAt != null;
    return known ? message.beganAt : submission.at();
  }

  /**
   * First in, first out to each recipient; and among all of them, except for recipients of whom a
   * message had to be retried.
   */
  private void checkOrder(Line line) {
    var last = new HashMap<Integer, Long>();
    var lastOfPeer = new HashMap<String, Long>();
    var retried =
        bySession.getOrDefault(line.session(), List.of()).stream()
            .filter(message -> message.attempts > 1)
            .map(message -> message.peer)
            .collect(toSet());
    var arrived = new HashSet<String>();
    for (var submission : records.ledgers.getOrDefault(line.session(), List.of())) {
      var message = records.byWhatsAppId.get(submission.whatsAppId());
      if (message != null && ordered.test(message) && arrived.add(submission.whatsAppId())) {
        var ofPeer = lastOfPeer.put(message.priority + message.peer, message.seq);
        require(ofPeer == null || ofPeer < message.seq, "I6 order to a recipient", message.id);
        if (retried.contains(message.peer)) {
          continue;
        }
        var before = last.put(message.priority, message.seq);
        require(before == null || before < message.seq, "I6 order of arrival", message.id);
      }
    }
    var accepted = new HashMap<String, Long>();
    for (Ack ack : line.acks()) {
      var message = records.messages.get(ack.id());
      if (message != null) {
        var before = accepted.put(ack.priority(), message.seq);
        require(before == null || before < message.seq, "I6 order of acceptance", message.id);
      }
    }
  }

  private void checkRepeats() {
    records
        .ledgers
        .values()
        .forEach(
            ledger -> {
              var livesOf = new HashMap<String, Set<Integer>>();
              for (var submission : ledger) {
                var life = kills.headSet(submission.at()).size();
                require(
                    livesOf
                        .computeIfAbsent(submission.whatsAppId(), id -> new HashSet<>())
                        .add(life),
                    "I7 twice in one life",
                    submission);
              }
            });
    submissions.forEach(
        (id, times) -> {
          var message = records.byWhatsAppId.get(id);
          require(
              times == 1 || message == null || message.possibleDuplicate,
              "I7 not marked possibleDuplicate",
              id);
        });
  }

  private void checkEpochs() {
    bySession.forEach(
        (session, messages) -> {
          var epoch = 0L;
          for (var message :
              messages.stream()
                  .filter(it -> it.beganAt != null)
                  .sorted(comparing(it -> it.beganAt))
                  .toList()) {
            require(message.epoch >= epoch, "I8 an old epoch", message.id);
            epoch = message.epoch;
          }
          require(epoch <= records.epochs.get(session), "I8 an epoch of nobody", session);
        });
  }

  private void checkEvents() {
    records.lastSequences.forEach(
        (account, last) -> {
          var events = records.events.getOrDefault(account, new Records.Events());
          require(
              events.count == last
                  && events.sequences.cardinality() == last
                  && events.sequences.length() == last + (last > 0 ? 1 : 0),
              "I9 gaps in the events",
              account + ": " + events.count + " of " + last);
        });
    records.messages.values().forEach(this::checkStatusEvents);
  }

  private void checkStatusEvents(Message message) {
    var ordered = new TreeMap<Long, String>();
    message.statusEvents.forEach(it -> ordered.put(it / 16, Records.STATUSES.get((int) (it % 16))));
    var statuses = new ArrayList<>(ordered.values());
    require(
        !statuses.isEmpty()
            && statuses.getFirst().equals("QUEUED")
            && statuses.getLast().equals(message.status),
        "I9 another story",
        message.id + " " + message.status + ": " + statuses);
    require(
        times("SENDING", statuses) == message.attempts
            && times("SENT", statuses) == (message.sent ? 1 : 0)
            && (times("DELIVERED", statuses) == (message.delivered ? 1 : 0)
                || !receiptsInOrder && !statuses.contains("DELIVERED") && message.read)
            && times("READ", statuses) == (message.read ? 1 : 0),
        "I9 not one event for each change",
        message.id + " " + message.attempts + ": " + statuses);
  }

  private static long times(String status, Collection<String> in) {
    return in.stream().filter(status::equals).count();
  }

  /** Every text is sent under one key, or once without a key. */
  private void checkIdempotencyKeys() {
    var texts = new HashSet<String>();
    records.messages.values().forEach(it -> require(texts.add(it.text), "I10 twice", it.text));
  }

  private void checkUsage() {
    var counted = new HashMap<UUID, Map<LocalDate, Long>>();
    records
        .messages
        .values()
        .forEach(
            message -> {
              if (!Set.of("FAILED", "CANCELLED").contains(message.status)) {
                counted
                    .computeIfAbsent(message.account, id -> new HashMap<>())
                    .merge(Records.dayOf(message.createdAt), 1L, Long::sum);
              }
            });
    require(counted.equals(records.sends), "I11 usage", counted + " but counted " + records.sends);
  }

  /** Checks what people wrote to the sessions, and the sessions acknowledged. */
  void checkReceived(List<WhatsApp.Written> acknowledged) {
    for (var written : acknowledged) {
      var stored = records.received.getOrDefault(written.whatsAppId(), List.of());
      require(written.error().isEmpty(), "I12 rejected", written);
      require(!stored.isEmpty(), "I12 acknowledged, not stored", written);
      require(stored.size() < 2, "I12 stored twice", written);
      require(
          stored.stream()
              .allMatch(
                  it -> it.session().equals(written.session()) && it.type().equals(written.type())),
          "I12 stored as something else",
          written + " is " + stored);
    }
  }

  /** Checks an account with one endpoint subscribed to message status events. */
  void checkDeliveries(UUID account, WebhookReceiver receiver) {
    var states = new HashMap<UUID, String>();
    for (var delivery : records.deliveries) {
      require(
          states.put(delivery.event(), delivery.state()) == null,
          "I9 two deliveries",
          delivery.event());
    }
    for (var event : records.events.getOrDefault(account, new Records.Events()).ofMessages) {
      var state = states.get(event);
      require(state != null, "I9 no delivery", event);
      require(
          !"DELIVERED".equals(state) || receiver.knows(event.toString()),
          "I9 delivered to nobody",
          event);
    }
  }

  private void require(boolean holds, String invariant, Object about) {
    violations.require(holds, invariant, about);
  }
}
