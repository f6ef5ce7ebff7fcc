package io.crier.application.messages;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

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
import io.crier.domain.messages.Progress;
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
import java.util.function.Function;
import java.util.stream.Stream;

/** Messages in memory, by session. */
public final class InMemoryMessages implements Messages {

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemorySessions sessions;
  private final InMemoryContacts contacts;
  final MessageRows messages;
  private long lastSeq;

  public InMemoryMessages(
      InMemoryUnitOfWork unitOfWork, InMemorySessions sessions, InMemoryContacts contacts) {
    this.unitOfWork = unitOfWork;
    this.sessions = sessions;
    this.contacts = contacts;
    this.messages = new MessageRows(unitOfWork);
  }

  @Override
  public void add(List<Message> added) {
    unitOfWork.require("a change");
    for (var message : added) {
      if (messages.get(message.id()).isPresent()) {
        throw new IllegalStateException("a message with this id is there already");
      }
      messages.put(new MessageRow(message, ++lastSeq, Optional.empty()));
    }
  }

  /** The message with the stored address of its peer. */
  private Message read(MessageRow row) {
    var message = row.message();
    return row.readWith(contacts.find(message.session(), message.peer()).flatMap(Contact::address));
  }

  /** All messages of a session, the newest first. */
  Stream<Message> of(SessionId session) {
    return messages.of(session).rows().map(this::read);
  }

  @Override
  public Optional<Message> find(AccountId account, MessageId id) {
    return messages.get(id).map(this::read).filter(message -> isOf(account, message));
  }

  @Override
  public Optional<Message> find(AccountId account, SessionId session, MessageId id) {
    return find(account, id).filter(message -> message.session().equals(session));
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
            .filter(message -> MessageFilters.matches(filter, message))
            .filter(
                message ->
                    after
                        .filter(last -> MessageRows.NEWEST.compare(message.id(), last) <= 0)
                        .isEmpty())
            .limit(limit + 1L)
            .toList();
    return Slice.of(read, limit);
  }

  private static boolean isOf(AccountId account, Message message) {
    return message.account().equals(account) && !message.priority().isOwn();
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
        .map(row -> row.with(row.message().at(row.message().progress().reassigned())))
        .map(row -> replace(row.in(session)))
        .toList();
  }

  @Override
  public void blankAlerts(Collection<MessageId> ids, Content.Text instead) {
    alerts(ids)
        .filter(row -> !row.message().status().isWaiting())
        .filter(row -> row.message().status() != MessageStatus.SENDING)
        .toList()
        .forEach(row -> messages.put(row.with(instead)));
  }

  private Stream<MessageRow> alerts(Collection<MessageId> ids) {
    return messages.get(List.copyOf(Set.copyOf(ids))).stream()
        .filter(row -> row.message().priority() == Priority.ALERT);
  }

  @Override
  public List<Message> cancelAll(SessionId session, Instant now) {
    return cancel(messages.of(session).rows(), now);
  }

  @Override
  public List<Message> cancelBefore(SessionId session, Instant before, Instant now) {
    return cancel(
        messages.of(session).rows().filter(row -> row.message().createdAt().isBefore(before)), now);
  }

  @Override
  public boolean waits(SessionId session) {
    return messages.of(session).rows().anyMatch(row -> row.message().status().isWaiting());
  }

  private List<Message> cancel(Stream<MessageRow> rows, Instant now) {
    return rows.filter(row -> row.message().status().isWaiting()).toList().stream()
        .map(row -> row.with(row.message().at(row.message().progress().cancelled(now))))
        .map(this::replace)
        .toList();
  }

  private Message replace(MessageRow row) {
    messages.put(row);
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
        .map(row -> row.with(row.message().at(Progress.starting(MessageStatus.QUEUED))))
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
        .filter(id -> !messages.of(id).queue().isEmpty())
        .collect(toMap(Function.identity(), id -> messages.of(id).queue().size()));
  }

  @Override
  public List<Message> heads(Collection<SessionId> ids, Set<SessionId> metOnly, int limit) {
    return first(ids, id -> messages.of(id).queue().stream(), metOnly, limit);
  }

  @Override
  public List<Message> ready(
      Collection<SessionId> ids, Set<SessionId> metOnly, int limit, Instant now) {
    return first(ids, id -> QueuedRetries.ready(messages.of(id).queue(), now), metOnly, limit);
  }

  private List<Message> first(
      Collection<SessionId> ids,
      Function<SessionId, Stream<MessageRow>> queue,
      Set<SessionId> metOnly,
      int limit) {
    return ids.stream()
        .flatMap(
            id ->
                queue
                    .apply(id)
                    .filter(row -> !metOnly.contains(id) || hasMet(row.message()))
                    .limit(limit))
        .map(this::read)
        .toList();
  }

  @Override
  public Map<SessionId, Instant> nextRetries(Collection<SessionId> ids, Instant now) {
    var next = new HashMap<SessionId, Instant>();
    ids.forEach(
        id ->
            QueuedRetries.next(messages.of(id).queue(), now)
                .ifPresent(first -> next.put(id, first)));
    return next;
  }

  @Override
  public Map<MessageId, Instant> retries(Collection<MessageId> ids, Instant now) {
    var found = new HashMap<MessageId, Instant>();
    for (var row : messages.get(Set.copyOf(ids))) {
      var retry =
          QueuedRetries.until(messages.of(row.message().session()).queue(), now)
              .get(row.message().id());
      if (retry != null) {
        found.put(row.message().id(), retry);
      }
    }
    return found;
  }

  private boolean hasMet(Message message) {
    return contacts
        .find(message.session(), message.peer())
        .filter(contact -> !contact.isNew())
        .isPresent();
  }

  @Override
  public int ahead(Message message, Instant now) {
    return messages
        .get(message.id())
        .map(row -> QueuedRetries.ahead(messages.of(message.session()).queue(), row, now))
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
          .filter(row -> sessions.maySend(node, row.message(), claim.epoch()))
          .filter(row -> messages.of(row.message().session()).inFlight().isEmpty())
          .map(
              row ->
                  row.submitted(new MessageRow.Attempt(now, claim.turn(), !hasMet(row.message()))))
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
          .map(row -> row.with(MessageRow.completed(completion)))
          .map(this::replace)
          .ifPresent(completed::add);
    }
    return completed;
  }

  @Override
  public List<Message> inFlight(Collection<SessionId> ids) {
    return Set.copyOf(ids).stream()
        .flatMap(id -> messages.of(id).inFlight().stream())
        .map(this::read)
        .toList();
  }

  @Override
  public List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids) {
    var index = messages.of(session);
    return new HashSet<>(ids)
        .stream()
            .map(index::find)
            .flatMap(Optional::stream)
            .map(this::read)
            .filter(message -> message.direction() == Direction.OUTBOUND)
            .toList();
  }

  @Override
  public Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id) {
    return messages
        .of(session)
        .rows()
        .map(MessageRow::message)
        .filter(it -> it.direction() == direction && it.whatsAppId().equals(id))
        .map(Message::id)
        .findFirst();
  }

  @Override
  public Optional<Message> lock(MessageId id) {
    return messages.get(id).map(this::read);
  }

  @Override
  public Optional<Message> lock(SessionId session, Direction direction, WhatsAppId id) {
    return known(session, direction, id)
        .map(it -> read(messages.get(it).orElseThrow()))
        .filter(it -> it.priority().compareTo(Priority.ALERT) > 0);
  }

  @Override
  public void revise(Message message) {
    move(List.of(message));
  }

  @Override
  public void rename(SessionId session, Recipient was, Recipient is) {
    messages
        .of(session)
        .rows()
        .filter(row -> row.message().peer().equals(was))
        .toList()
        .forEach(row -> messages.put(row.with(row.message().with(is))));
  }

  @Override
  public void move(List<Message> moved) {
    moved.forEach(
        message -> messages.get(message.id()).ifPresent(row -> messages.put(row.with(message))));
  }

  @Override
  public Map<SessionId, Trail> trails(Collection<SessionId> ids, Instant dayStart) {
    return Set.copyOf(ids).stream()
        .collect(
            toMap(
                Function.identity(),
                id -> QueueStatistics.trail(messages.of(id).rows().toList(), dayStart)));
  }

  @Override
  public Map<MessageStatus, Integer> counts(AccountId account, SessionId session) {
    return messages
        .of(session)
        .rows()
        .map(MessageRow::message)
        .filter(message -> isOf(account, message))
        .filter(Message::isFromApi)
        .collect(groupingBy(Message::status, collectingAndThen(counting(), Long::intValue)));
  }

  @Override
  public Map<SessionId, QueueHealth> health(Collection<SessionId> sessions) {
    return QueueStatistics.health(Set.copyOf(sessions), messages);
  }
}
