package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.subscriptions.SubscriptionsContract.ESA;
import static io.crier.application.subscriptions.SubscriptionsContract.NASA;

import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages;
import io.crier.application.notifications.Notifications.Filter;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.application.subscriptions.SubscriptionsContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.Notification;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** The ports and helpers that the contracts of {@link Notifications} share. */
public interface NotificationsFixture {

  Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Instant LATER = NOON.plusSeconds(9);

  Notifications notifications();

  Subscriptions subscriptions();

  Messages messages();

  Sessions sessions();

  /** Adds an author that subscriptions and posts can refer to. */
  void know(XAccount author);

  /** Adds a post that notifications can refer to; adding it again replaces it. */
  void see(Post post);

  UnitOfWork unitOfWork();

  @BeforeEach
  default void addAuthors() {
    know(NASA);
    know(ESA);
  }

  /** A post made this many milliseconds after all subscriptions. */
  default Post post(int millis, String text) {
    return post(millis, Post.Kind.ORIGINAL, text);
  }

  default Post post(int millis, Post.Kind kind, String text) {
    return post(millis, id(millis), kind, text);
  }

  default Post post(int millis, PostId root, Post.Kind kind, String text) {
    var username = Optional.of(new XUsername("NASA"));
    return new Post(id(millis), root, NASA.id(), username, kind, text);
  }

  default Post byEsa(int millis, String text) {
    var post = post(millis, text);
    return new Post(
        post.id(), post.root(), ESA.id(), Optional.of(ESA.username()), post.kind(), post.text());
  }

  default PostId id(int millis) {
    return new PostId(PostId.justBefore(NOON.plusMillis(millis)).value() + 1);
  }

  default Post seen(Post post) {
    see(post);
    return post;
  }

  default Subscription subscribed(AccountId account, PhoneNumber phone, PostFilter wanted) {
    return subscribe(SubscriptionsContract.subscription(account, NASA, phone, wanted, NOON));
  }

  default Subscription subscribe(Subscription subscription) {
    unitOfWork().run(() -> subscriptions().add(subscription));
    return subscription;
  }

  default int createFor(Post post) {
    return unitOfWork().execute(() -> notifications().createFor(post, LATER));
  }

  default List<Alert> waiting() {
    return unitOfWork().execute(() -> notifications().waiting(Set.of(), 99));
  }

  default void handOver(List<Alert> alerts) {
    unitOfWork().run(() -> notifications().handedOver(alerts.stream().map(Alert::id).toList()));
  }

  default List<Notification> list(AccountId account, Filter filter) {
    return unitOfWork()
        .execute(() -> notifications().list(account, filter, Optional.empty(), 99))
        .items();
  }

  /** Queues the alert as a message of another account's session. */
  default Message queueMessage(Alert alert) {
    var session = SessionsContract.session(GLOBEX, "alerts " + alert.id().value(), NOON);
    var message =
        Message.accept(
            new MessageId(alert.id().value()),
            alert.account(),
            session.id(),
            new Recipient.Phone(alert.phone()),
            new Content.Text(alert.text()),
            new Handling(Priority.ALERT, alert.test(), Optional.empty(), Optional.empty()),
            new WhatsAppId("3EB0" + alert.id().value()),
            LATER);
    unitOfWork()
        .run(
            () -> {
              sessions().save(session);
              messages().add(List.of(message));
              notifications().handedOver(List.of(alert.id()));
            });
    return message;
  }
}
