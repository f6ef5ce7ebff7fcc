package io.crier.application.chats;

import static io.crier.domain.chats.ChatProblem.CONTACT_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Chats;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.Refused;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Optional;

/** Shows the people whom a session knows to be on WhatsApp, without asking WhatsApp. */
public final class FindContacts {

  private final Contacts contacts;
  private final Chats chats;
  private final BlockedContacts blockedContacts;
  private final IdentifyContact identifyContact;
  private final FindSessions findSessions;
  private final UnitOfWork unitOfWork;

  public FindContacts(
      Contacts contacts,
      Chats chats,
      BlockedContacts blockedContacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      UnitOfWork unitOfWork) {
    this.contacts = contacts;
    this.chats = chats;
    this.blockedContacts = blockedContacts;
    this.identifyContact = identifyContact;
    this.findSessions = findSessions;
    this.unitOfWork = unitOfWork;
  }

  /**
   * Somebody whom a session knows.
   *
   * @param name what they call themselves, if they have written
   * @param blocked whether they are, as far as it has been seen
   */
  public record Known(Contact contact, Optional<String> name, boolean blocked) {}

  /** In an order of their own, since people have no age. */
  public Slice<Known> list(Actor actor, SessionId id, Optional<Recipient> after, int limit) {
    var session = findSessions.find(actor, id).id();
    return unitOfWork.execute(
        () -> {
          var found = contacts.people(session, after, limit);
          var names = chats.names(session, people(found.items()));
          var blocked = blockedContacts.among(session, people(found.items()));
          return found.map(
              it ->
                  new Known(
                      it,
                      Optional.ofNullable(names.get(it.recipient())),
                      blocked.contains(it.recipient())));
        });
  }

  /** By any of the names that WhatsApp knows them by. */
  public Known find(Actor actor, SessionId id, Recipient named) {
    var session = findSessions.find(actor, id).id();
    return unitOfWork.execute(
        () -> {
          var contact =
              contacts
                  .find(session, identifyContact.nameOf(session, named))
                  .filter(it -> !it.isAbsent() && !(it.recipient() instanceof Recipient.Group))
                  .orElseThrow(() -> new Refused(CONTACT_NOT_FOUND));
          var one = people(List.of(contact));
          return new Known(
              contact,
              Optional.ofNullable(chats.names(session, one).get(contact.recipient())),
              !blockedContacts.among(session, one).isEmpty());
        });
  }

  private static List<Recipient> people(List<Contact> contacts) {
    return contacts.stream().map(Contact::recipient).toList();
  }
}
