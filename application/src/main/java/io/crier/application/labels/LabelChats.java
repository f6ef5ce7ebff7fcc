package io.crier.application.labels;

import static io.crier.domain.labels.LabelProblem.LABELS_REFUSED;
import static io.crier.domain.labels.LabelProblem.LABELS_UNSUPPORTED;
import static io.crier.domain.labels.LabelProblem.LABEL_NOT_FOUND;
import static io.crier.domain.labels.LabelProblem.TOO_MANY_LABEL_CHANGES;

import io.crier.application.Actor;
import io.crier.application.RateLimit;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelEvent;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Assigns labels to chats and removes them, shows them, and publishes what WhatsApp tells. */
public final class LabelChats {

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final int AT_ONCE = 20;

  private final UseConnection useConnection;
  private final Contacts contacts;
  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final RateLimit<SessionId> limit;

  public LabelChats(
      UseConnection useConnection,
      Contacts contacts,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.useConnection = useConnection;
    this.contacts = contacts;
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
    limit = new RateLimit<>(INTERVAL, AT_ONCE, clock);
  }

  /** The labels of the account, as WhatsApp has them now. */
  public List<Label> list(Actor actor, SessionId session) {
    return UseConnection.value(labels(actor, session).list(), LABELS_REFUSED);
  }

  /** The labels of a chat, as WhatsApp has them now. */
  public List<Label> of(Actor actor, SessionId session, Recipient chat) {
    var labels = labels(actor, session);
    var known = known(session, chat);
    return UseConnection.value(labels.of(known.chat(), known.address()), LABELS_REFUSED);
  }

  /** The chats that have a label, as WhatsApp has them now. */
  public List<Recipient> chats(Actor actor, SessionId session, LabelId label) {
    var labels = labels(actor, session);
    require(labels, label);
    var listed = UseConnection.value(labels.chats(label), LABELS_REFUSED);
    return unitOfWork.execute(
        () ->
            listed.stream()
                .map(chat -> identifyContact.nameOf(session, chat))
                .distinct()
                .sorted(Comparator.comparing(Recipient::text))
                .toList());
  }

  /** Assigns a label to a chat, or removes it. Idempotent. */
  public void change(
      Actor actor, SessionId session, Recipient chat, LabelId label, boolean assigned) {
    actor.require(Role.SEND);
    var labels = labels(actor, session);
    limit
        .excess(session)
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_LABEL_CHANGES, excess);
            });
    require(labels, label);
    var known = known(session, chat);
    UseConnection.value(
        labels.change(known.chat(), known.address(), label, assigned), LABELS_REFUSED);
  }

  /** Publishes what WhatsApp tells, whoever has done it. */
  public void report(Session session, LabelChanged changed) {
    unitOfWork.run(() -> events.publish(event(session, changed)));
  }

  private LabelEvent event(Session session, LabelChanged changed) {
    var account = session.account();
    var id = session.id();
    var at = changed.at();
    return switch (changed.news()) {
      case LabelNews.Updated updated -> new LabelEvent.Updated(account, id, updated.label(), at);
      case LabelNews.Deleted deleted -> new LabelEvent.Deleted(account, id, deleted.label(), at);
      case LabelNews.Assigned news -> {
        var chat = identifyContact.nameOf(id, news.chat());
        yield news.assigned()
            ? new LabelEvent.Assigned(account, id, news.label(), chat, at)
            : new LabelEvent.Removed(account, id, news.label(), chat, at);
      }
    };
  }

  private static void require(Labels labels, LabelId label) {
    if (UseConnection.value(labels.list(), LABELS_REFUSED).stream()
        .noneMatch(it -> it.id().equals(label))) {
      throw new Refused(LABEL_NOT_FOUND);
    }
  }

  /** A chat as the session knows it. */
  private record Known(Recipient chat, Optional<Address> address) {}

  private Known known(SessionId session, Recipient named) {
    return unitOfWork.execute(
        () -> {
          var chat = identifyContact.nameOf(session, named);
          return new Known(chat, contacts.find(session, chat).flatMap(Contact::address));
        });
  }

  private Labels labels(Actor actor, SessionId session) {
    return useConnection.require(
        actor, session, Ability.LABELS, Engine.Connection::labels, LABELS_UNSUPPORTED);
  }
}
