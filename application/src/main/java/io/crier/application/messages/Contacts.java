package io.crier.application.messages;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contacts that each session knows. */
public interface Contacts {

  Optional<Contact> find(SessionId session, Recipient recipient);

  /** The known ones of these contacts. */
  Map<Key, Contact> find(Collection<Key> keys);

  /** Identifies a contact. */
  record Key(SessionId session, Recipient recipient) {

    /** The other side of a message. */
    public static Key of(Message message) {
      return new Key(message.session(), message.peer());
    }
  }

  /** The contact that is known by number and reached at this address. */
  Optional<Contact> at(SessionId session, Address address);

  /** The contact that is known by another number than this one, which is theirs as well. */
  Optional<Contact> alsoKnownAs(SessionId session, PhoneNumber number);

  /** By whichever names the account's sessions know the person who is called so here. */
  Set<Recipient> namesOf(AccountId account, Recipient named);

  /**
   * The people whom the session knows to be on WhatsApp, in an order of their own; if {@code after}
   * is given, only those behind it.
   */
  Slice<Contact> people(SessionId session, Optional<Recipient> after, int limit);

  void remove(Key key);

  /** Adds the contacts, or replaces those of the same session and recipient. */
  void save(List<Contact> contacts);
}
