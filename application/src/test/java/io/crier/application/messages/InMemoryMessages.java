package io.crier.application.messages;

import static java.util.stream.Collectors.toMap;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Messages in memory, by session. */
public final class InMemoryMessages implements Messages {

  private static final Comparator<Row> IN_QUEUE =
      Comparator.<Row, Integer>comparing(row -> row.message().priority().ordinal())
          .thenComparing(Row::seq);

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemorySessions sessions;
  private final InMemoryContacts contacts;
  private final InMemoryTable<MessageId, Row> messages;
  private final Map<SessionId, File> files = new HashMap<>();
  private long lastSeq;

  private record Row(Message message, long seq, Optional<Attempt> attempt) {

    Row with(Message changed) {
      return new Row(changed, seq, attempt);
    }
  }

  /** The last time a message was submitted to an engine. */
  private record Attempt(Instant beganAt, int turn, boolean meets) {}

  /** The indexes of a session's messages. */
  private final class File {
    final InMemoryTable<Row, Row> queue = new InMemoryTable<>(unitOfWork, IN_QUEUE);
    final InMemoryTable<MessageId, Boolean> inFlight = new InMemoryTable<>(unitOfWork, NEWEST);
    final InMemoryTable<String, MessageId> byWhatsAppId =
        new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    final InMemoryTable<MessageId, MessageId> all = new InMemoryTable<>(unitOfWork, NEWEST);

    Stream<Row> rows() {
      return all.all().stream().map(id -> messages.get(id).orElseThrow());
    }
  }

  private static final Comparator<MessageId> NEWEST =
      Comparator.<MessageId, UUID>comparing(MessageId::value).reversed();

  public InMemoryMessages(
      InMemoryUnitOfWork unitOfWork, InMemorySessions sessions, InMemoryContacts contacts) {
    this.unitOfWork = unitOfWork;
    this.sessions = sessions;
    this.contacts = contacts;
    this.messages = new InMemoryTable<>(unitOfWork, NEWEST);
  }

  @Override
  public void add(List<Message> added) {
    unitOfWork.require("a change");
    for (var message : added) {
      if (messages.get(message.id()).isPresent()) {
        throw new IllegalStateException("a message with this id is there already");
      }
      put(new Row(message, ++lastSeq, Optional.empty()));
    }
  }

  private void put(Row row) {
    var message = row.message();
    var file = file(message.session());
    messages
        .get(message.id())
        .ifPresent(
            before -> {
              var old = file(before.message().session());
              old.queue.remove(before);
              old.inFlight.remove(message.id());
              old.byWhatsAppId.remove(before.message().whatsAppId().value());
              old.all.remove(message.id());
            });
    messages.put(message.id(), row);
    file.all.put(message.id(), message.id());
    file.byWhatsAppId.put(message.whatsAppId().value(), message.id());
    if (message.status() == MessageStatus.QUEUED) {
      file.queue.put(row, row);
    }
    if (message.status() == MessageStatus.SENDING) {
      if (!file.inFlight.isEmpty()) {
        throw new IllegalStateException("two messages of one session in flight");
      }
      file.inFlight.put(message.id(), true);
    }
  }

  private File file(SessionId session) {
    return files.computeIfAbsent(session, id -> new File());
  }

  /** The message with the stored contact of its peer. */
  private Message read(Row row) {
    var message = row.message();
    return new Message(
        message.id(),
        message.account(),
        message.session(),
        message.direction(),
        message.peer(),
        contacts.find(message.session(), message.peer()).flatMap(Contact::address),
        message.content(),
        message.handling(),
        message.whatsAppId(),
        message.createdAt(),
        message.progress());
  }

  @Override
  public Optional<Message> find(AccountId account, MessageId id) {
    return messages.get(id).map(this::read).filter(message -> isOf(account, message));
  }

  /** One of Crier's own messages, of any account. */
  public Optional<Message> own(MessageId id) {
    return messages.get(id).map(this::read).filter(message -> message.priority().isOwn());
  }

  @Override
  public Slice<Message> list(
      AccountId account, Filter filter, Optional<MessageId> after, int limit) {
    var read =
        messages.all().stream()
            .map(this::read)
            .filter(message -> isOf(account, message))
            .filter(
                message ->
                    filter.sessions().isEmpty() || filter.sessions().contains(message.session()))
            .filter(message -> matches(filter.status(), message.status()))
            .filter(message -> matches(filter.direction(), message.direction()))
            .filter(message -> matches(filter.peer(), message.peer()))
            .filter(message -> filter.from().filter(message.createdAt()::isBefore).isEmpty())
            .filter(
                message -> filter.to().filter(to -> !message.createdAt().isBefore(to)).isEmpty())
            .filter(
                message -> after.filter(last -> NEWEST.compare(message.id(), last) <= 0).isEmpty())
            .limit(limit + 1L)
            .toList();
    return Slice.of(read, limit);
  }

  private static boolean isOf(AccountId account, Message message) {
    return message.account().equals(account) && !message.priority().isOwn();
  }

  private static <T> boolean matches(Optional<T> wanted, T actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }

  @Override
  public List<Message> cancel(AccountId account, Collection<MessageId> ids, Instant now) {
    return cancel(
        messages.get(List.copyOf(Set.copyOf(ids))).stream()
            .filter(row -> isOf(account, row.message())),
        now);
  }

  @Override
  public List<Message> cancelAlerts(Collection<MessageId> ids, Instant now) {
    return cancel(alerts(ids), now);
  }

  @Override
  public List<Message> reassign(Collection<MessageId> ids, SessionId session) {
    return messages.get(List.copyOf(Set.copyOf(ids))).stream()
        .filter(row -> row.message().priority().isOwn())
        .filter(row -> row.message().status() == MessageStatus.QUEUED)
        .filter(row -> !row.message().progress().possibleDuplicate())
        .toList()
        .stream()
        .map(row -> replace(row.with(at(session, row.message()))))
        .toList();
  }

  private static Message at(SessionId session, Message message) {
    return new Message(
        message.id(),
        message.account(),
        session,
        message.direction(),
        message.peer(),
        message.address(),
        message.content(),
        message.handling(),
        message.whatsAppId(),
        message.createdAt(),
        message.progress());
  }

  @Override
  public void blankAlerts(Collection<MessageId> ids, Content.Text instead) {
    alerts(ids)
        .filter(row -> !row.message().status().isWaiting())
        .filter(row -> row.message().status() != MessageStatus.SENDING)
        .toList()
        .forEach(row -> put(row.with(blank(row.message(), instead))));
  }

  private Stream<Row> alerts(Collection<MessageId> ids) {
    return messages.get(List.copyOf(Set.copyOf(ids))).stream()
        .filter(row -> row.message().priority() == Priority.ALERT);
  }

  private static Message blank(Message message, Content.Text instead) {
    return new Message(
        message.id(),
        message.account(),
        message.session(),
        message.direction(),
        message.peer(),
        message.address(),
        instead,
        message.handling(),
        message.whatsAppId(),
        message.createdAt(),
        message.progress());
  }

  @Override
  public List<Message> cancelAll(SessionId session, Instant now) {
    return cancel(file(session).rows(), now);
  }

  private List<Message> cancel(Stream<Row> rows, Instant now) {
    return rows.filter(row -> row.message().status().isWaiting()).toList().stream()
        .map(row -> row.with(row.message().at(row.message().progress().cancelled(now))))
        .map(this::replace)
        .toList();
  }

  private Message replace(Row row) {
    put(row);
    return read(row);
  }

  @Override
  public List<Message> enqueueDue(Instant now, int limit) {
    return messages
        .all(
            row ->
                row.message().status() == MessageStatus.SCHEDULED
                    && !row.message().handling().sendAt().orElseThrow().isAfter(now))
        .stream()
        .sorted(Comparator.comparing(row -> row.message().handling().sendAt().orElseThrow()))
        .limit(limit)
        .map(row -> row.with(row.message().at(row.message().progress().queued())))
        .map(this::replace)
        .toList();
  }

  @Override
  public Map<MessageId, MessageStatus> statuses(Collection<MessageId> ids) {
    return messages.get(Set.copyOf(ids)).stream()
        .collect(toMap(row -> row.message().id(), row -> row.message().status()));
  }

  @Override
  public Map<SessionId, Integer> queued(Collection<SessionId> ids) {
    return Set.copyOf(ids).stream()
        .filter(id -> !file(id).queue.isEmpty())
        .collect(toMap(Function.identity(), id -> file(id).queue.all().size()));
  }

  @Override
  public List<Message> heads(Collection<SessionId> ids, Set<SessionId> metOnly, int limit) {
    return ids.stream()
        .flatMap(
            id ->
                file(id).queue.all().stream()
                    .filter(row -> !metOnly.contains(id) || hasMet(row.message()))
                    .limit(limit))
        .map(this::read)
        .toList();
  }

  private boolean hasMet(Message message) {
    return contacts
        .find(message.session(), message.peer())
        .filter(contact -> !contact.isNew())
        .isPresent();
  }

  @Override
  public int ahead(Message message) {
    return messages
        .get(message.id())
        .map(
            row ->
                (int)
                    file(message.session()).queue.all().stream()
                        .takeWhile(other -> IN_QUEUE.compare(other, row) < 0)
                        .count())
        .orElse(0);
  }

  @Override
  public List<Message> claim(Node node, List<Claim> claims, Instant now) {
    var claimed = new ArrayList<Message>();
    for (var claim : claims) {
      messages
          .get(claim.message())
          .filter(row -> row.message().status() == MessageStatus.QUEUED)
          .filter(row -> row.message().session().equals(claim.session()))
          .filter(row -> sessions.isOwner(node, row.message().session(), claim.epoch()))
          .filter(row -> file(row.message().session()).inFlight.isEmpty())
          .map(
              row ->
                  new Row(
                      row.message().at(row.message().progress().sending(false)),
                      row.seq(),
                      Optional.of(new Attempt(now, claim.turn(), !hasMet(row.message())))))
          .map(this::replace)
          .ifPresent(claimed::add);
    }
    return claimed;
  }

  @Override
  public List<Message> complete(Node node, List<Completion> completions) {
    var completed = new ArrayList<Message>();
    for (var completion : completions) {
      messages
          .get(completion.message().id())
          .filter(row -> row.message().status() == MessageStatus.SENDING)
          .filter(row -> sessions.isOwner(node, row.message().session(), completion.epoch()))
          .map(row -> row.with(completed(completion)))
          .map(this::replace)
          .ifPresent(completed::add);
    }
    return completed;
  }

  private static Message completed(Completion completion) {
    var claimed = completion.message();
    return new Message(
        claimed.id(),
        claimed.account(),
        claimed.session(),
        claimed.direction(),
        claimed.peer(),
        claimed.address(),
        claimed.content(),
        claimed.handling(),
        completion.whatsAppId(),
        claimed.createdAt(),
        completion.progress());
  }

  @Override
  public List<Message> inFlight(Collection<SessionId> ids) {
    return Set.copyOf(ids).stream()
        .flatMap(id -> messages.get(file(id).inFlight.keys(any -> true)).stream())
        .map(this::read)
        .toList();
  }

  @Override
  public List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids) {
    var file = file(session);
    return new HashSet<>(ids)
        .stream()
            .map(id -> file.byWhatsAppId.get(id.value()))
            .flatMap(Optional::stream)
            .map(id -> read(messages.get(id).orElseThrow()))
            .filter(message -> message.direction() == Direction.OUTBOUND)
            .toList();
  }

  @Override
  public Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id) {
    return file(session)
        .rows()
        .map(Row::message)
        .filter(it -> it.direction() == direction && it.whatsAppId().equals(id))
        .map(Message::id)
        .findFirst();
  }

  @Override
  public void rename(SessionId session, Recipient was, Recipient is) {
    file(session)
        .rows()
        .filter(row -> row.message().peer().equals(was))
        .toList()
        .forEach(row -> put(row.with(row.message().with(is))));
  }

  @Override
  public void move(List<Message> moved) {
    moved.forEach(message -> messages.get(message.id()).ifPresent(row -> put(row.with(message))));
  }

  @Override
  public Map<SessionId, Trail> trails(Collection<SessionId> ids, Instant dayStart) {
    return Set.copyOf(ids).stream()
        .collect(toMap(Function.identity(), id -> trail(file(id), dayStart)));
  }

  private static Trail trail(File file, Instant dayStart) {
    var tried = file.rows().filter(row -> row.attempt().isPresent()).toList();
    var today =
        tried.stream()
            .filter(row -> !row.attempt().orElseThrow().beganAt().isBefore(dayStart))
            .toList();
    var last =
        tried.stream().max(Comparator.comparing(row -> row.attempt().orElseThrow().beganAt()));
    return new Trail(
        last.map(InMemoryMessages::end),
        last.flatMap(Row::attempt).map(Attempt::turn).orElse(0),
        today.size(),
        (int)
            today.stream()
                .filter(row -> row.attempt().orElseThrow().meets())
                .map(row -> row.message().peer())
                .distinct()
                .count());
  }

  private static Instant end(Row row) {
    var progress = row.message().progress();
    var beganAt = row.attempt().orElseThrow().beganAt();
    return switch (progress.status()) {
      case SENDING -> beganAt;
      case FAILED -> progress.endedAt().orElse(beganAt);
      default -> progress.sentAt().orElse(beganAt);
    };
  }

  @Override
  public QueueHealth health(SessionId session) {
    var file = file(session);
    var queue = file.queue.all();
    var sent =
        file.rows()
            .map(row -> row.message().progress())
            .filter(progress -> progress.sentAt().isPresent())
            .toList();
    return new QueueHealth(
        queue.size(),
        queue.stream().map(row -> row.message().createdAt()).min(Comparator.naturalOrder()),
        sent.stream()
            .map(progress -> progress.sentAt().orElseThrow())
            .max(Comparator.naturalOrder()),
        sent.stream()
            .flatMap(
                progress -> Stream.of(progress.sentAt(), progress.deliveredAt(), progress.readAt()))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder()));
  }
}
