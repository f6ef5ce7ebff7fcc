package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionProblem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Submits a claimed message to its engine: checks the number, shows typing, and sends. */
public final class SubmitMessage {

  private static final Logger LOG = System.getLogger(SubmitMessage.class.getName());

  private final RunSessions runSessions;
  private final Lease lease;
  private final Clockwork clockwork;

  public SubmitMessage(RunSessions runSessions, Lease lease, Clockwork clockwork) {
    this.runSessions = runSessions;
    this.lease = lease;
    this.clockwork = clockwork;
  }

  /**
   * @param ended called exactly once, with the result of the send
   */
  void submit(ClaimMessages.Choice choice, Consumer<RecordSends.Ended> ended) {
    var message = choice.message();
    if (isTooLate(message)) {
      var maybeSent = message.progress().possibleDuplicate();
      fail(choice, ended, maybeSent ? Fault.DELIVERY_UNKNOWN : Fault.TOO_LATE);
      return;
    }
    try {
      var connection = connectionFor(message);
      if (connection.isEmpty()) {
        fail(choice, ended, Fault.NOT_CONNECTED);
        return;
      }
      var checked = check(choice, connection.get());
      if (checked.contact().filter(Contact::isAbsent).isPresent()) {
        fail(checked, ended, Fault.RECIPIENT_NOT_ON_WHATSAPP);
        return;
      }
      typeThenSend(checked, connection.get(), ended);
    } catch (Refused e) {
      // The engine could not even check the number.
      end(choice, ended, unchecked(e));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "message " + message.id().value() + " was not sent", e);
      fail(choice, ended, Fault.ENGINE_FAILED);
    }
  }

  private Engine.Outcome unchecked(Refused e) {
    return e.problem() == SessionProblem.RATE_LIMITED_BY_WHATSAPP
        ? new Engine.Outcome.Failed(
            Fault.RATE_LIMITED_BY_WHATSAPP, e.retryAfter().map(clockwork.now()::plus))
        // The connection is about to be lost.
        : new Engine.Outcome.Failed(Fault.NOT_CONNECTED, Optional.empty());
  }

  /** WhatsApp accepts a late edit or deletion, but its apps ignore it. */
  private boolean isTooLate(Message message) {
    return message.content() instanceof Change change && clockwork.now().isAfter(change.until());
  }

  private ClaimMessages.Choice check(ClaimMessages.Choice choice, Engine.Connection connection) {
    var message = choice.message();
    if (!(message.peer() instanceof Recipient.Phone phone)
        || !choice.contact().map(it -> it.needsCheck(clockwork.now())).orElse(true)
        || !can(choice, Ability.CHECK_NUMBERS)) {
      return choice;
    }
    var address = connection.check(Set.of(phone.number())).get(phone.number());
    var contact =
        new Contact(
            message.session(),
            phone,
            address == null ? Optional.empty() : address,
            clockwork.now(),
            Optional.empty());
    return new ClaimMessages.Choice(choice.lane(), message, Optional.of(contact));
  }

  private void typeThenSend(
      ClaimMessages.Choice choice,
      Engine.Connection connection,
      Consumer<RecordSends.Ended> ended) {
    var message = choice.message();
    var typing = choice.lane().session().pacing().typingFor(message.content().length());
    if (typing.isZero() || !can(choice, Ability.TYPE) || !message.peer().isConversation()) {
      send(choice, connection, ended);
      return;
    }
    connection.typing(message.peer(), true);
    clockwork.after(typing, () -> send(choice, connection, ended));
  }

  private void send(
      ClaimMessages.Choice choice,
      Engine.Connection connection,
      Consumer<RecordSends.Ended> ended) {
    var message = choice.message();
    if (!lease.isValid()) {
      fail(choice, ended, Fault.NOT_CONNECTED);
      return;
    }
    try {
      var address = choice.contact().flatMap(Contact::address);
      end(
          choice,
          ended,
          connection.send(message.whatsAppId(), message.peer(), address, message.content()));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING, "it is unknown whether message " + message.id().value() + " was sent", e);
      fail(choice, ended, Fault.UNKNOWN_OUTCOME);
    }
  }

  private Optional<Engine.Connection> connectionFor(Message message) {
    return message.handling().test()
        ? runSessions.testConnection(message.session())
        : runSessions.connection(message.session());
  }

  private boolean can(ClaimMessages.Choice choice, Ability ability) {
    var engine =
        choice.message().handling().test()
            ? EngineName.SIMULATOR
            : choice.lane().session().engine().name();
    return runSessions.engine(engine).abilities().contains(ability);
  }

  private void fail(ClaimMessages.Choice choice, Consumer<RecordSends.Ended> ended, Fault fault) {
    end(choice, ended, new Engine.Outcome.Failed(fault, Optional.empty()));
  }

  private void end(
      ClaimMessages.Choice choice, Consumer<RecordSends.Ended> ended, Engine.Outcome outcome) {
    ended.accept(
        new RecordSends.Ended(
            choice.lane(), choice.message(), choice.contact(), outcome, clockwork.now()));
  }
}
