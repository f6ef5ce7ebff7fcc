package io.crier.application.messages;

import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a person whom WhatsApp refers to by number, by a hidden id, or by both: the number is
 * the contact's name, the hidden id an address.
 */
public final class IdentifyContact {

  private final Contacts contacts;
  private final Messages messages;

  public IdentifyContact(Contacts contacts, Messages messages) {
    this.contacts = contacts;
    this.messages = messages;
  }

  /** A contact, and whether two known contacts turned out to be the same person. */
  record Identified(Contact contact, boolean merged) {}

  /** The recipient as a caller would name it: by number, if that is known. */
  public Recipient nameOf(SessionId session, Recipient named) {
    return named instanceof Recipient.Hidden hidden
        ? contacts.at(session, new Address(hidden.text())).map(Contact::recipient).orElse(named)
        : named;
  }

  /** The contact that wrote, merged with the one it was known as before, if any. */
  Identified met(SessionId session, Recipient named, Optional<Address> address, Instant now) {
    var from = nameOf(session, named);
    var known = contacts.find(session, from);
    var met =
        known
            .orElseGet(() -> new Contact(session, from, address, now, Optional.empty()))
            .at(address)
            .met(now);
    var other =
        from instanceof Recipient.Phone ? hidden(session, address) : Optional.<Contact>empty();
    other.ifPresent(
        it -> {
          messages.rename(session, it.recipient(), from);
          contacts.remove(new Contacts.Key(session, it.recipient()));
        });
    var contact = other.map(met::merged).orElse(met);
    if (known.filter(contact::equals).isEmpty()) {
      contacts.save(List.of(contact));
    }
    return new Identified(contact, other.isPresent());
  }

  /** The contact that was known by this address before its number was. */
  private Optional<Contact> hidden(SessionId session, Optional<Address> address) {
    return address
        .filter(it -> Recipient.isHidden(it.value()))
        .flatMap(it -> contacts.find(session, Recipient.parse(it.value())));
  }
}
