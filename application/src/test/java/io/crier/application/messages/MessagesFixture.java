package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages.Claim;
import io.crier.application.messages.Messages.Completion;
import io.crier.application.messages.Messages.Filter;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.Nodes;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The ports and helpers that the contracts of {@link Messages} share. */
public interface MessagesFixture {

  Recipient FATIMA = Recipient.parse("+966501234567");

  Recipient OMAR = Recipient.parse("+966507654321");

  Filter ALL =
      new Filter(
          Set.of(), Set.of(), Optional.empty(), Set.of(), Optional.empty(), Optional.empty());

  RandomGenerator RANDOM = RandomGenerator.of("SplittableRandom");

  Messages messages();

  Contacts contacts();

  Sessions sessions();

  Nodes nodes();

  UnitOfWork unitOfWork();

  /** A session owned by a node whose lease is valid. */
  record Owned(Session session, Node node, long epoch) {
    SessionId id() {
      return session.id();
    }
  }

  default Owned owned(AccountId account) {
    return owned(account, Long.toHexString(RANDOM.nextLong()));
  }

  default Owned owned(AccountId account, String name) {
    return unitOfWork()
        .execute(
            () -> {
              var session = SessionsContract.session(account, name, NOON);
              sessions().save(session);
              var node = nodes().join("node of " + name, LEASE);
              return new Owned(session, node, sessions().take(node, 1).getFirst().epoch());
            });
  }

  default Message text(
      Owned to, Recipient peer, Instant createdAt, Handling handling, String body) {
    return Message.accept(
        MessageId.next(createdAt),
        to.session().account(),
        to.id(),
        peer,
        new Content.Text(body),
        handling,
        WhatsAppId.next(RANDOM),
        createdAt);
  }

  default Message text(Owned to) {
    return text(to, FATIMA, NOON, Handling.ORDINARY, "hello");
  }

  default Message text(Owned to, Priority priority) {
    var handling = new Handling(priority, false, Optional.empty(), Optional.empty());
    return text(to, FATIMA, NOON, handling, "hello");
  }

  default Message scheduled(Owned to, Instant sendAt) {
    var handling = new Handling(Priority.NORMAL, false, Optional.of(sendAt), Optional.empty());
    return text(to, FATIMA, NOON, handling, "hello");
  }

  default Message inbound(Owned to) {
    return Message.receive(
        to.session().account(),
        to.id(),
        FATIMA,
        Optional.empty(),
        new Content.Text("hi"),
        WhatsAppId.next(RANDOM),
        NOON,
        NOON);
  }

  default Message sentElsewhere(Owned by) {
    return Message.sentElsewhere(
        by.session().account(),
        by.id(),
        FATIMA,
        Optional.empty(),
        new Content.Text("on my way"),
        WhatsAppId.next(RANDOM),
        NOON,
        NOON);
  }

  default Message added(Message message) {
    add(message);
    return message;
  }

  default void add(Message... added) {
    unitOfWork().run(() -> messages().add(List.of(added)));
  }

  default void know(Owned by, Recipient recipient, String address, Optional<Instant> metAt) {
    var contact = new Contact(by.id(), recipient, Optional.of(new Address(address)), NOON, metAt);
    unitOfWork().run(() -> contacts().save(List.of(contact)));
  }

  default Optional<Message> find(Message message) {
    return unitOfWork().execute(() -> messages().find(message.account(), message.id()));
  }

  default MessageStatus statusOf(Message message) {
    return find(message).orElseThrow().status();
  }

  default Slice<Message> list(AccountId account, Filter filter) {
    return unitOfWork().execute(() -> messages().list(account, filter, Optional.empty(), 100));
  }

  default List<Message> heads(Owned of, int limit) {
    return unitOfWork().execute(() -> messages().heads(List.of(of.id()), Set.of(), limit));
  }

  default Claim claimOf(Owned by, Message message) {
    return new Claim(message.id(), by.id(), by.epoch(), 1);
  }

  default List<Message> claim(Node node, Claim... claims) {
    return unitOfWork().execute(() -> messages().claim(node, List.of(claims), NOON));
  }

  default Message claimed(Owned by, Message message) {
    return claim(by.node(), claimOf(by, message)).getFirst();
  }

  default Completion sent(Owned by, Message claimed) {
    return completion(by, claimed, claimed.progress().sent(NOON.plusSeconds(1)));
  }

  default Completion completion(Owned by, Message claimed, Progress progress) {
    return new Completion(claimed, by.epoch(), claimed.whatsAppId(), progress);
  }

  default List<Message> complete(Node node, Completion... completions) {
    return unitOfWork().execute(() -> messages().complete(node, List.of(completions)));
  }

  default void receipt(Message message, MessageStatus reached, Instant at) {
    unitOfWork()
        .run(
            () ->
                messages()
                    .move(
                        messages()
                            .byWhatsAppIds(message.session(), List.of(message.whatsAppId()))
                            .stream()
                            .map(found -> found.at(found.progress().receipt(reached, at)))
                            .toList()));
  }

  default List<MessageId> ids(Collection<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }

  default List<Message> inFlight(Owned session) {
    return unitOfWork().execute(() -> messages().inFlight(List.of(session.id())));
  }

  /**
   * Another node takes over from the session's failed owner, whose lease is renewed only
   * afterwards.
   */
  default Owned inherit(Owned session) {
    return unitOfWork()
        .execute(
            () -> {
              nodes().renew(session.node(), OVER);
              var heir = nodes().join("heir", LEASE);
              var epoch = sessions().take(heir, 1).getFirst().epoch();
              nodes().renew(session.node(), LEASE);
              return new Owned(session.session(), heir, epoch);
            });
  }
}
