package io.crier.application.messages;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Contacts in memory, which are deleted with their session. */
public final class InMemoryContacts implements Contacts {

  private final InMemoryTable<Key, Contact> contacts;
  private final InMemorySessions sessions;

  public InMemoryContacts(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    this.contacts =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.<Key, UUID>comparing(key -> key.session().value())
                .thenComparing(key -> key.recipient().text()));
    this.sessions = sessions;
    sessions.onRemoval(
        id ->
            contacts
                .all(contact -> contact.session().equals(id))
                .forEach(contact -> contacts.remove(key(contact))));
  }

  @Override
  public Optional<Contact> find(SessionId session, Recipient recipient) {
    return contacts.get(new Key(session, recipient));
  }

  @Override
  public Map<Key, Contact> find(Collection<Key> keys) {
    return contacts.get(List.copyOf(keys)).stream()
        .collect(toMap(InMemoryContacts::key, Function.identity(), (one, same) -> one));
  }

  @Override
  public Optional<Contact> at(SessionId session, Address address) {
    return contacts
        .all(
            contact ->
                contact.session().equals(session)
                    && contact.address().equals(Optional.of(address))
                    && contact.recipient() instanceof Recipient.Phone)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<Contact> alsoKnownAs(SessionId session, PhoneNumber number) {
    return contacts
        .all(it -> it.session().equals(session) && it.also().equals(Optional.of(number)))
        .stream()
        .findFirst();
  }

  @Override
  public Set<Recipient> namesOf(AccountId account, Recipient named) {
    return of(account).stream()
        .filter(
            it ->
                named instanceof Recipient.Hidden
                    ? it.address().equals(Optional.of(new Address(named.text())))
                    : it.also().map(PhoneNumber::value).equals(Optional.of(named.text())))
        .map(Contact::recipient)
        .collect(toSet());
  }

  @Override
  public Slice<Contact> people(SessionId session, Optional<Recipient> after, int limit) {
    var people =
        contacts
            .all(
                it ->
                    it.session().equals(session)
                        && !(it.recipient() instanceof Recipient.Group)
                        && !it.isAbsent())
            .stream()
            .filter(
                it ->
                    after
                        .filter(last -> it.recipient().text().compareTo(last.text()) <= 0)
                        .isEmpty())
            .toList();
    return Slice.of(people, limit);
  }

  @Override
  public void remove(Key key) {
    contacts.remove(key);
  }

  @Override
  public void save(List<Contact> given) {
    given.stream()
        .filter(contact -> sessions.running(contact.session()).isPresent())
        .forEach(contact -> contacts.put(key(contact), contact));
  }

  /** All contacts of the account's sessions. */
  List<Contact> of(AccountId account) {
    return contacts.all(
        it -> sessions.running(it.session()).stream().anyMatch(by -> by.account().equals(account)));
  }

  private static Key key(Contact contact) {
    return new Key(contact.session(), contact.recipient());
  }
}
