package io.crier.application.notifications;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.crier.application.DelaysOf;
import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Periods;
import io.crier.application.Slice;
import io.crier.application.messages.InMemoryMessages;
import io.crier.application.subscriptions.InMemorySubscriptions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Notifications in memory, in order of creation. */
public final class InMemoryNotifications implements Notifications, AlertStatistics {

  private final InMemorySubscriptions subscriptions;
  private final InMemoryMessages messages;
  private final Function<PostId, Optional<Post>> posts;
  private final Function<XUserId, Optional<XAccount>> authors;
  private final InMemoryTable<Long, Row> table;
  private long lastSeq;

  private record Row(
      long seq,
      NotificationId id,
      Subscription subscription,
      PostId post,
      PostId root,
      Instant createdAt,
      boolean waiting) {

    Row done() {
      return new Row(seq, id, subscription, post, root, createdAt, false);
    }
  }

  /**
   * @param posts the known posts
   * @param authors the known authors
   */
  public InMemoryNotifications(
      InMemoryUnitOfWork unitOfWork,
      InMemorySubscriptions subscriptions,
      InMemoryMessages messages,
      Function<PostId, Optional<Post>> posts,
      Function<XUserId, Optional<XAccount>> authors) {
    this.subscriptions = subscriptions;
    this.messages = messages;
    this.posts = posts;
    this.authors = authors;
    this.table = new InMemoryTable<>(unitOfWork, Comparator.<Long>naturalOrder().reversed());
  }

  /** Deletes up to so many for these phones of the account that do not wait. */
  public int remove(AccountId account, Collection<Recipient> phones, int limit) {
    var theirs =
        table
            .all(
                row ->
                    row.subscription().account().equals(account)
                        && phones.contains(new Recipient.Phone(row.subscription().phone()))
                        && !row.waiting())
            .stream()
            .limit(limit)
            .toList();
    theirs.forEach(row -> table.remove(row.seq()));
    return theirs.size();
  }

  @Override
  public int createFor(Post post, Instant now) {
    var notified =
        table.all(row -> row.root().equals(post.root())).stream()
            .map(row -> row.subscription().id())
            .collect(toSet());
    var fresh =
        subscriptions.active(post.author()).stream()
            .filter(it -> post.root().isAfter(it.since()))
            .filter(it -> it.filter().includes(post))
            .filter(it -> !notified.contains(it.id()))
            .toList();
    for (var subscription : fresh) {
      var id = new NotificationId(UUID.randomUUID());
      var row = new Row(++lastSeq, id, subscription, post.id(), post.root(), now, true);
      table.put(row.seq(), row);
    }
    return fresh.size();
  }

  @Override
  public List<Alert> waiting(Set<AccountId> passedOver, int limit) {
    return table
        .all(row -> row.waiting() && !passedOver.contains(row.subscription().account()))
        .reversed()
        .stream()
        .limit(limit)
        .map(this::alert)
        .toList();
  }

  private Alert alert(Row row) {
    var subscription = row.subscription();
    return new Alert(
        row.id(),
        subscription.account(),
        subscription.id(),
        subscription.phone(),
        subscription.textMode(),
        subscription.test(),
        post(row),
        authors.apply(subscription.author()).flatMap(XAccount::displayName),
        row.createdAt());
  }

  @Override
  public void handedOver(Collection<NotificationId> ids) {
    finish(row -> ids.contains(row.id()));
  }

  @Override
  public List<NotificationId> withdraw(Collection<PostId> deleted) {
    var roots =
        deleted.stream().flatMap(id -> posts.apply(id).stream()).map(Post::root).collect(toSet());
    finish(row -> roots.contains(row.root()));
    return table.all(row -> roots.contains(row.root())).stream()
        .map(Row::id)
        .filter(id -> message(id).isPresent())
        .toList();
  }

  @Override
  public List<NotificationId> withdraw(AccountId account, PhoneNumber phone) {
    return withdraw(row -> isOf(account, row) && row.subscription().phone().equals(phone));
  }

  @Override
  public List<NotificationId> withdraw(Subscription subscription) {
    return withdraw(row -> row.subscription().id().equals(subscription.id()));
  }

  private List<NotificationId> withdraw(Predicate<Row> which) {
    finish(which);
    return table.all(which).reversed().stream()
        .map(Row::id)
        .filter(id -> message(id).filter(it -> it.status() == MessageStatus.QUEUED).isPresent())
        .toList();
  }

  private void finish(Predicate<Row> which) {
    table.all(which).forEach(row -> table.put(row.seq(), row.done()));
  }

  @Override
  public Slice<Notification> list(
      AccountId account, Filter filter, Optional<NotificationId> after, int limit) {
    var before =
        after.map(
            id ->
                table.all(row -> row.id().equals(id) && isOf(account, row)).stream()
                    .map(Row::seq)
                    .findFirst()
                    .orElse(0L));
    return Slice.of(
        table.all(row -> isOf(account, row)).stream()
            .filter(row -> before.filter(seq -> row.seq() >= seq).isEmpty())
            .filter(row -> matches(filter.phone(), row.subscription().phone()))
            .filter(row -> matches(filter.author(), row.subscription().author()))
            .filter(row -> filter.from().filter(row.createdAt()::isBefore).isEmpty())
            .filter(row -> filter.to().filter(to -> !row.createdAt().isBefore(to)).isEmpty())
            .limit(limit + 1L)
            .map(this::notification)
            .toList(),
        limit);
  }

  @Override
  public SortedMap<Instant, Counts> count(AccountId account, Periods periods) {
    return list(
            account,
            new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(periods.first()),
                Optional.of(periods.end())),
            Optional.empty(),
            Integer.MAX_VALUE - 1)
        .items()
        .stream()
        .collect(
            groupingBy(
                it ->
                    Periods.between(it.createdAt(), it.createdAt().plusNanos(1), periods.length())
                        .first(),
                TreeMap::new,
                collectingAndThen(toList(), InMemoryNotifications::counts)));
  }

  private static Counts counts(List<Notification> of) {
    var latencies =
        of.stream()
            .flatMap(
                it ->
                    it.progress().sentAt().stream()
                        .map(sentAt -> Duration.between(it.createdAt(), sentAt)))
            .toList();
    return new Counts(
        of.size(),
        latencies.size(),
        of.stream().filter(it -> it.progress().status() == MessageStatus.FAILED).count(),
        latencies.isEmpty() ? Optional.empty() : Optional.of(DelaysOf.all(latencies)));
  }

  private static boolean isOf(AccountId account, Row row) {
    return row.subscription().account().equals(account);
  }

  private static <T> boolean matches(Optional<T> wanted, T actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }

  private Notification notification(Row row) {
    var message = message(row.id());
    var none = Progress.starting(row.waiting() ? MessageStatus.QUEUED : MessageStatus.CANCELLED);
    return new Notification(
        row.id(),
        row.subscription().account(),
        row.subscription().id(),
        row.subscription().phone(),
        post(row),
        message.map(Message::whatsAppId),
        message.map(Message::progress).orElse(none),
        row.createdAt());
  }

  private Optional<Message> message(NotificationId id) {
    return messages.own(new MessageId(id.value()));
  }

  private Post post(Row row) {
    var post = posts.apply(row.post()).orElseThrow();
    return new Post(
        post.id(),
        post.root(),
        post.author(),
        post.username().or(() -> authors.apply(post.author()).map(XAccount::username)),
        post.kind(),
        post.text());
  }
}
