package io.crier.application.messages;

import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Finds out whether a number is on WhatsApp. Asks WhatsApp only if that is not known yet. */
public final class CheckNumber {

  private final Contacts contacts;
  private final IdentifyContact identifyContact;
  private final FindSessions findSessions;
  private final RunSessions runSessions;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public CheckNumber(
      Contacts contacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      RunSessions runSessions,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.contacts = contacts;
    this.identifyContact = identifyContact;
    this.findSessions = findSessions;
    this.runSessions = runSessions;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** The contact; its address is empty if the number is not on WhatsApp. */
  public Contact check(Actor actor, SessionId session, PhoneNumber number) {
    return check(findSessions.find(actor, session), number);
  }

  /** The same, for a session that was found for the actor before. */
  public Contact check(Session session, PhoneNumber number) {
    var recipient = new Recipient.Phone(number);
    var known =
        unitOfWork.execute(
            () -> contacts.find(session.id(), identifyContact.nameOf(session.id(), recipient)));
    var now = clock.instant();
    if (known.filter(it -> !it.needsCheck(now)).isPresent()) {
      return known.get();
    }
    runSessions.requireHere(session.id());
    var connection =
        runSessions.connection(session.id()).orElseThrow(() -> new Refused(NOT_CONNECTED));
    var address = connection.check(Set.of(number)).get(number);
    var contact =
        new Contact(
            session.id(),
            recipient,
            address == null ? Optional.empty() : address,
            now,
            known.flatMap(Contact::metAt));
    return unitOfWork.execute(() -> identifyContact.keep(contact));
  }
}
