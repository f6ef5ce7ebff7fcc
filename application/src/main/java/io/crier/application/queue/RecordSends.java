package io.crier.application.queue;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.ApplyChanges;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Sends;
import io.crier.application.sessions.ChangeSession;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Records the results of sends, and decides what happens next. */
public final class RecordSends {

  private static final int MOST_ATTEMPTS = 8;
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration USUAL_RESTRICTION = Duration.ofHours(1);

  private final Messages messages;
  private final Contacts contacts;
  private final IdentifyContact identifyContact;
  private final Accounts accounts;
  private final Quota quota;
  private final ApplyChanges applyChanges;
  private final ChangeSession changeSession;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public RecordSends(
      Messages messages,
      Contacts contacts,
      IdentifyContact identifyContact,
      Accounts accounts,
      Quota quota,
      ApplyChanges applyChanges,
      ChangeSession changeSession,
      Events events,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.contacts = contacts;
    this.identifyContact = identifyContact;
    this.accounts = accounts;
    this.quota = quota;
    this.applyChanges = applyChanges;
    this.changeSession = changeSession;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /** A send that has ended. */
  record Ended(
      Lane lane, Message message, Optional<Contact> contact, Engine.Outcome outcome, Instant at) {}

  /** What the lane does next. */
  enum Next {
    CONTINUE,
    /** The session stands, and sends the message again once it may. */
    RETURN,
    /** The message waits for its retry, while the session sends those to other recipients. */
    RETRY,
    DOUBT
  }

  /**
   * A send that has ended and was recorded.
   *
   * @param until when a returned message may be retried
   * @param restricted the session, if WhatsApp restricts its messages to new contacts
   */
  record Settled(Ended ended, Next next, Instant until, Optional<Session> restricted) {

    /** Whether it failed for a reason that may or may not apply to other messages. */
    boolean mayConcernOthers() {
      return ended.outcome() instanceof Engine.Outcome.Failed failed
          && RecordSends.mayConcernOthers(failed.fault());
    }
  }

  List<Settled> record(Node node, List<Ended> batch) {
    var settled = batch.stream().map(this::settle).toList();
    unitOfWork.run(() -> keep(node, settled));
    return settled.stream().map(this::restrict).toList();
  }

  private Settled settle(Ended ended) {
    if (ended.outcome() instanceof Engine.Outcome.Failed failed) {
      var next = next(ended.message(), failed.fault());
      var until = failed.until().orElseGet(() -> retryAt(ended, failed.fault()));
      return new Settled(ended, next, until, Optional.empty());
    }
    return new Settled(ended, Next.CONTINUE, ended.at(), Optional.empty());
  }

  private static Next next(Message message, Fault fault) {
    return switch (fault.remedy()) {
      case NEVER -> Next.CONTINUE;
      case LATER -> {
        var again = isRetried(fault) ? Next.RETRY : Next.RETURN;
        yield message.progress().attempt() < MOST_ATTEMPTS ? again : Next.CONTINUE;
      }
      case WHEN_CONNECTED, RELINK, UPGRADE -> Next.RETURN;
      case ASK -> fault == Fault.UNKNOWN_OUTCOME ? Next.DOUBT : Next.RETURN;
    };
  }

  private static boolean isRetried(Fault fault) {
    return fault == Fault.RATE_LIMITED_BY_WHATSAPP || mayConcernOthers(fault);
  }

  /** Without an answer about one recipient, messages to known ones can be sent. */
  private static boolean mayConcernOthers(Fault fault) {
    return fault == Fault.RATE_LIMITED || fault == Fault.ENGINE_FAILED;
  }

  private static Instant retryAt(Ended ended, Fault fault) {
    return switch (fault) {
      case RESTRICTED -> ended.at().plus(USUAL_RESTRICTION);
      case RATE_LIMITED, RATE_LIMITED_BY_WHATSAPP, ENGINE_FAILED ->
          ended
              .at()
              .plus(
                  FIRST_RETRY.multipliedBy(
                      1L << Math.min(ended.message().progress().attempt(), 8)));
      default -> ended.at().plus(FIRST_RETRY);
    };
  }

  private void keep(Node node, List<Settled> settled) {
    var completions =
        settled.stream()
            .filter(it -> it.next() != Next.DOUBT)
            .map(RecordSends::completion)
            .toList();
    var changed = messages.complete(node, completions);
    keepContacts(settled);
    quota.refund(Sends.of(failed(changed)));
    if (!changed.isEmpty()) {
      var at = settled.getFirst().ended().at();
      var holds = holds(settled);
      events.publish(
          changed.stream()
              .flatMap(it -> it.statusChanged(at, Optional.ofNullable(holds.get(it.id()))).stream())
              .toList());
      applyChanges.apply(changed.stream().filter(it -> it.status().isSent()).toList(), at);
    }
  }

  /** What holds the returned messages back. */
  private static Map<MessageId, Hold> holds(List<Settled> settled) {
    return settled.stream()
        .filter(it -> it.next() == Next.RETURN || it.next() == Next.RETRY)
        .collect(Collectors.toMap(it -> it.ended().message().id(), RecordSends::hold));
  }

  private static Hold hold(Settled returned) {
    var fault = ((Engine.Outcome.Failed) returned.ended().outcome()).fault();
    if (fault.remedy() != Fault.Remedy.LATER) {
      return Hold.untilChanged(HoldReason.NOT_CONNECTED);
    }
    var reason = fault == Fault.RESTRICTED ? HoldReason.RESTRICTED : HoldReason.RETRY;
    return Hold.until(returned.until(), reason);
  }

  private static Messages.Completion completion(Settled settled) {
    var ended = settled.ended();
    var message = ended.message();
    return new Messages.Completion(
        message, ended.lane().epoch, idOf(ended), progress(settled, message.progress()));
  }

  private static WhatsAppId idOf(Ended ended) {
    return ended.outcome() instanceof Engine.Outcome.Sent sent
        ? sent.id()
        : ended.message().whatsAppId();
  }

  private static Progress progress(Settled settled, Progress before) {
    var at = settled.ended().at();
    if (settled.ended().outcome() instanceof Engine.Outcome.Failed failed) {
      return switch (settled.next()) {
        case RETURN -> before.queued(failed.failure());
        case RETRY -> before.queued(failed.failure(), settled.until());
        default -> before.failed(failed.failure(), at);
      };
    }
    return before.sent(at);
  }

  private void keepContacts(List<Settled> settled) {
    var learned = new TreeMap<String, Contact>();
    for (var it : settled) {
      learn(it.ended())
          .ifPresent(
              contact ->
                  learned.put(contact.session().value() + contact.recipient().text(), contact));
    }
    var ordinary = learned.values().stream().filter(it -> it.also().isEmpty()).toList();
    if (!ordinary.isEmpty()) {
      contacts.save(ordinary);
    }
    learned.values().stream().filter(it -> it.also().isPresent()).forEach(identifyContact::keep);
  }

  /** The recipient as the send revealed it, if that is new. */
  private static Optional<Contact> learn(Ended ended) {
    var message = ended.message();
    if (message.handling().test()) {
      // The simulator's knowledge of a number does not apply to WhatsApp.
      return Optional.empty();
    }
    if (ended.outcome() instanceof Engine.Outcome.Failed failed) {
      return failed.fault() == Fault.RESTRICTED
          // Deferred until the restriction ends, since every attempt counts as writing to a new
          // contact.
          ? ended.contact().map(Contact::asNew)
          : ended.contact().filter(Contact::isNew);
    }
    if (message.hasSeveralReaders()) {
      return Optional.empty();
    }
    var address =
        ended.outcome() instanceof Engine.Outcome.Sent sent
            ? sent.address()
            : Optional.<Address>empty();
    var known =
        ended
            .contact()
            .orElseGet(
                () ->
                    new Contact(
                        message.session(),
                        message.peer(),
                        Optional.empty(),
                        ended.at(),
                        Optional.empty()));
    var met = known.at(address).met(ended.at());
    return known.isNew() || !met.also().equals(known.also()) ? Optional.of(met) : Optional.empty();
  }

  /** The failed ones, which are refunded. */
  private static List<Message> failed(List<Message> changed) {
    return changed.stream().filter(it -> it.status() == MessageStatus.FAILED).toList();
  }

  private Settled restrict(Settled settled) {
    if (settled.ended().outcome() instanceof Engine.Outcome.Failed failed
        && failed.fault() == Fault.RESTRICTED) {
      var session = changeSession.restrict(settled.ended().message().session(), settled.until());
      return new Settled(settled.ended(), settled.next(), settled.ended().at(), session);
    }
    return settled;
  }

  /**
   * Resolves a send in doubt: returns the message to submit once more, or nothing if it was given
   * up or has already been resolved.
   */
  Optional<ClaimMessages.Choice> decide(Node node, Lane lane, Message message, Instant now) {
    return unitOfWork.execute(
        () -> {
          var repeat =
              message.progress().attempt() < MOST_ATTEMPTS && repeatsDoubtful(message.account());
          var progress =
              repeat
                  ? message.progress().sending(true)
                  : message.progress().failed(Fault.DELIVERY_UNKNOWN, now);
          var changed =
              messages.complete(
                  node,
                  List.of(
                      new Messages.Completion(
                          message, lane.epoch, message.whatsAppId(), progress)));
          if (changed.isEmpty()) {
            return Optional.empty();
          }
          quota.refund(Sends.of(failed(changed)));
          events.publish(changed.getFirst().statusChanged(now).stream().toList());
          return repeat ? Optional.of(choice(lane, changed.getFirst())) : Optional.empty();
        });
  }

  private ClaimMessages.Choice choice(Lane lane, Message message) {
    return new ClaimMessages.Choice(
        lane, message, contacts.find(message.session(), message.peer()));
  }

  private boolean repeatsDoubtful(AccountId account) {
    return accounts
        .find(account)
        .filter(it -> it.doubtful() == Account.Doubtful.REPEAT)
        .isPresent();
  }
}
