package io.crier.application.sending;

import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.Clockwork;
import io.crier.application.events.Announcements;
import io.crier.application.events.Published;
import io.crier.application.messages.FindMessages;
import io.crier.application.queue.CancelMessage;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends a message at once, in a single attempt, and waits for its outcome. A message that is not
 * sent in time is withdrawn and refunded: it is never sent later.
 */
public final class SendNow {

  /** How long an attempt may take. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);

  private final SendMessage sendMessage;
  private final FindSessions findSessions;
  private final FindMessages findMessages;
  private final CancelMessage cancelMessage;
  private final Clockwork clockwork;
  private final Map<MessageId, Attempt> attempts = new ConcurrentHashMap<>();

  public SendNow(
      SendMessage sendMessage,
      FindSessions findSessions,
      FindMessages findMessages,
      CancelMessage cancelMessage,
      Announcements announcements,
      Clockwork clockwork) {
    this.sendMessage = sendMessage;
    this.findSessions = findSessions;
    this.findMessages = findMessages;
    this.cancelMessage = cancelMessage;
    this.clockwork = clockwork;
    announcements.listen(this::onPublished);
  }

  /** The outcome of the attempt. Only a message that was sent is charged. */
  public sealed interface Outcome {

    /** WhatsApp has accepted the message. */
    record Sent(Message message) implements Outcome {}

    /** WhatsApp will never accept this message, for this recipient. */
    record Rejected(Fault why) implements Outcome {}

    /** No answer came in time: the message may have reached WhatsApp. */
    record TimedOut() implements Outcome {}

    /** WhatsApp could not be reached. */
    record Unreachable(Fault why) implements Outcome {}

    /** The engine failed. */
    record Failed() implements Outcome {}

    /** WhatsApp limits this number, or the session was too busy to send the message in time. */
    record Overloaded(Duration retryAfter) implements Outcome {}
  }

  /** Fails with a {@link Refused} if the message is not accepted or the session is not ready. */
  public CompletableFuture<Outcome> send(Actor actor, Outgoing message) {
    actor.require(Role.SEND);
    requireReady(actor, message.session());
    return sendMessage
        .send(actor, message.atOnce())
        .thenCompose(accepted -> await(actor, accepted));
  }

  /** A test key's messages stay in the simulator, which is always connected. */
  private void requireReady(Actor actor, SessionId id) {
    var session = findSessions.find(actor, id);
    if (session.connectivity().disabled()) {
      return; // refused with its own problem when the message is validated
    }
    if (session.status() != SessionStatus.CONNECTED && !actor.test()) {
      throw new Refused(NOT_CONNECTED);
    }
    if (session.sending().paused()) {
      throw new Refused(NOT_CONNECTED, "the session is paused");
    }
  }

  private CompletableFuture<Outcome> await(Actor actor, Message accepted) {
    var attempt = new Attempt(actor, accepted);
    attempts.put(accepted.id(), attempt);
    // Looks at the message only once it is listened to, so that no change is missed.
    clockwork.run(attempt::watch);
    return attempt.outcome;
  }

  private void onPublished(List<Published> published) {
    if (attempts.isEmpty()) {
      return;
    }
    for (var it : published) {
      if (it.event() instanceof MessageEvent.StatusChanged changed
          && attempts.get(changed.message()) instanceof Attempt attempt) {
        clockwork.run(attempt::check);
      }
    }
  }

  /** An attempt whose outcome is awaited. */
  private final class Attempt {

    private final Actor actor;
    private final MessageId id;
    private final Instant deadline = clockwork.now().plus(TIMEOUT);
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Attempt(Actor actor, Message message) {
      this.actor = actor;
      this.id = message.id();
    }

    /** Checks now and then, since the events of other nodes are not announced here. */
    void watch() {
      check();
      if (!outcome.isDone()) {
        clockwork.after(INTERVAL, this::watch);
      }
    }

    /** Completes the outcome if the message is decided; withdraws it if it will not be in time. */
    synchronized void check() {
      if (outcome.isDone()) {
        return;
      }
      try {
        var message = findMessages.find(actor, id).message();
        if (isReturned(message) || isUndecided(message) && isLate()) {
          message = cancelMessage.withdraw(message);
        }
        if (!isUndecided(message)) {
          end(outcome(message));
        }
      } catch (RuntimeException e) {
        attempts.remove(id);
        outcome.completeExceptionally(e);
      }
    }

    private void end(Outcome reached) {
      attempts.remove(id);
      outcome.complete(reached);
    }

    private boolean isLate() {
      return !clockwork.now().isBefore(deadline);
    }
  }

  /** Whether it has been attempted, and waits in its queue for another attempt. */
  private static boolean isReturned(Message message) {
    return message.status() == QUEUED && message.progress().attempt() > 0;
  }

  private static boolean isUndecided(Message message) {
    return message.progress().sentAt().isEmpty() && message.progress().endedAt().isEmpty();
  }

  private static Outcome outcome(Message message) {
    if (message.status().isSent()) {
      return new Outcome.Sent(message);
    }
    var fault = message.progress().fault();
    if (message.status() == CANCELLED && fault.isEmpty()) {
      return new Outcome.Overloaded(RETRY_AFTER);
    }
    return fault.map(SendNow::outcome).orElseGet(Outcome.TimedOut::new);
  }

  private static Outcome outcome(Fault fault) {
    return switch (fault) {
      case RECIPIENT_NOT_ON_WHATSAPP,
          RECIPIENT_REFUSED,
          GROUP_NOT_FOUND,
          NOT_IN_GROUP,
          CHANNEL_NOT_FOUND,
          NOT_CHANNEL_ADMIN,
          CONTENT_REFUSED,
          OUTSIDE_WINDOW,
          TOO_LATE,
          UNSUPPORTED,
          QUOTA_EXCEEDED,
          NO_CREDIT ->
          new Outcome.Rejected(fault);
      case RESTRICTED, RATE_LIMITED, RATE_LIMITED_BY_WHATSAPP ->
          new Outcome.Overloaded(RETRY_AFTER);
      case NOT_CONNECTED,
          UNLINKED,
          PASSKEY_REQUIRED,
          REPLACED,
          BANNED,
          TEMPORARILY_BANNED,
          OUTDATED ->
          new Outcome.Unreachable(fault);
      case ENGINE_FAILED -> new Outcome.Failed();
      case UNKNOWN_OUTCOME, DELIVERY_UNKNOWN -> new Outcome.TimedOut();
    };
  }
}
