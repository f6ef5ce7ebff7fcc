package io.crier.application.notifications;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.messages.InMemoryContacts;
import io.crier.application.messages.InMemoryMessages;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.application.subscriptions.InMemorySubscriptions;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class InMemoryNotificationsTest implements NotificationsContract, AlertStatisticsContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemorySessions sessions =
      new InMemorySessions(
          unitOfWork, new InMemoryNodes(unitOfWork, InstantSource.fixed(SessionsContract.NOON)));
  private final InMemoryMessages messages =
      new InMemoryMessages(unitOfWork, sessions, new InMemoryContacts(unitOfWork, sessions));
  private final InMemorySubscriptions subscriptions = new InMemorySubscriptions(unitOfWork);
  private final Map<PostId, Post> posts = new HashMap<>();
  private final Map<XUserId, XAccount> authors = new HashMap<>();
  private final InMemoryNotifications notifications =
      new InMemoryNotifications(
          unitOfWork,
          subscriptions,
          messages,
          id -> Optional.ofNullable(posts.get(id)),
          id -> Optional.ofNullable(authors.get(id)));

  @Override
  public InMemoryNotifications notifications() {
    return notifications;
  }

  @Override
  public AlertStatistics statistics() {
    return notifications;
  }

  @Override
  public InMemorySubscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public InMemoryMessages messages() {
    return messages;
  }

  @Override
  public InMemorySessions sessions() {
    return sessions;
  }

  @Override
  public void know(XAccount author) {
    authors.put(author.id(), author);
  }

  @Override
  public void see(Post post) {
    posts.put(post.id(), post);
  }

  @Override
  public InMemoryUnitOfWork unitOfWork() {
    return unitOfWork;
  }
}
