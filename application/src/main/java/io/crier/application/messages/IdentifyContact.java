package io.crier.application.messages;

import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Whether {@link #nameOf} may return another name. */
  public static boolean mayBeKnownOtherwise(Recipient named) {
    return named instanceof Recipient.Hidden || mayHaveTwoForms(named);
  }

  /** The recipient as the session knows them: by number, if that is known, and by the same one. */
  public Recipient nameOf(SessionId session, Recipient named) {
    return known(session, named).map(Contact::recipient).orElse(named);
  }

  private Optional<Contact> known(SessionId session, Recipient named) {
    if (named instanceof Recipient.Hidden hidden) {
      return contacts.at(session, new Address(hidden.text()));
    }
    return mayHaveTwoForms(named)
        ? contacts.alsoKnownAs(session, ((Recipient.Phone) named).number())
        : Optional.empty();
  }

  /** The contact that wrote, merged with those it was known as before, if any. */
  Identified met(SessionId session, Recipient named, Optional<Address> address, Instant now) {
    if (!named.isConversation()) {
      return new Identified(
          new Contact(session, named, Optional.empty(), now, Optional.empty()), false);
    }
    var from = nameOf(session, named, address);
    var known = contacts.find(session, from);
    var met =
        known
            .orElseGet(() -> new Contact(session, from, address, now, Optional.empty()))
            .at(address)
            .met(now);
    var others = others(session, named, from, address);
    others.forEach(other -> rename(other, from));
    var contact =
        others.stream().reduce(alsoKnownAs(met, named), Contact::merged, (one, same) -> one);
    if (known.filter(contact::equals).isEmpty()) {
      contacts.save(List.of(contact));
    }
    return new Identified(contact, !others.isEmpty());
  }

  /** Keeps what WhatsApp has told about a number, which may be the other one of a known contact. */
  public Contact keep(Contact found) {
    var other =
        found.also().flatMap(number -> contacts.find(found.session(), new Recipient.Phone(number)));
    var contact = other.map(it -> alsoKnownAs(it.merged(found), found.recipient())).orElse(found);
    other.ifPresent(it -> rename(found, it.recipient()));
    contacts.save(List.of(contact));
    return contact;
  }

  private Recipient nameOf(SessionId session, Recipient named, Optional<Address> address) {
    return known(session, named)
        .or(() -> atHidden(session, address).filter(it -> areTwoForms(named, it.recipient())))
        .map(Contact::recipient)
        .orElse(named);
  }

  private Optional<Contact> atHidden(SessionId session, Optional<Address> address) {
    return address
        .filter(it -> Recipient.isHidden(it.value()))
        .flatMap(it -> contacts.at(session, it));
  }

  private static boolean areTwoForms(Recipient one, Recipient other) {
    return mayHaveTwoForms(one) && mayHaveTwoForms(other);
  }

  private static boolean mayHaveTwoForms(Recipient named) {
    return named instanceof Recipient.Phone phone && phone.number().mayHaveTwoForms();
  }

  private static Contact alsoKnownAs(Contact contact, Recipient named) {
    return named instanceof Recipient.Phone phone && !named.equals(contact.recipient())
        ? contact.alsoKnownAs(phone.number())
        : contact;
  }

  /**
   * Contacts that are the same person: by a hidden id, before the number was known, or a number.
   */
  private List<Contact> others(
      SessionId session, Recipient named, Recipient from, Optional<Address> address) {
    var hidden =
        address
            .filter(it -> from instanceof Recipient.Phone && Recipient.isHidden(it.value()))
            .map(it -> Recipient.parse(it.value()));
    var number = Optional.of(named).filter(it -> mayHaveTwoForms(it) && !it.equals(from));
    return Stream.of(hidden, number)
        .flatMap(Optional::stream)
        .flatMap(it -> contacts.find(session, it).stream())
        .toList();
  }

  private void rename(Contact contact, Recipient name) {
    messages.rename(contact.session(), contact.recipient(), name);
    contacts.remove(new Contacts.Key(contact.session(), contact.recipient()));
  }
}
