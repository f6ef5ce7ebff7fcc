package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts.Key;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Contacts} promises, in memory or in a database. */
public interface ContactsContract {

  Recipient FATIMA = Recipient.parse("+966501234567");
  Recipient OMAR = Recipient.parse("12345678@lid");

  Contacts contacts();

  Sessions sessions();

  UnitOfWork unitOfWork();

  default SessionId saved(String name) {
    var session = SessionsContract.session(ACME, name, NOON);
    unitOfWork().run(() -> sessions().save(session));
    return session.id();
  }

  static Contact unknown(SessionId session, Recipient recipient) {
    return new Contact(session, recipient, Optional.empty(), NOON, Optional.empty());
  }

  static Contact met(SessionId session, Recipient recipient) {
    return new Contact(
        session,
        recipient,
        Optional.of(new Address("99@lid")),
        NOON.plusMillis(1),
        Optional.of(NOON.plusMillis(2)));
  }

  default void save(Contact... contacts) {
    unitOfWork().run(() -> contacts().save(List.of(contacts)));
  }

  default Optional<Contact> find(SessionId session, Recipient recipient) {
    return unitOfWork().execute(() -> contacts().find(session, recipient));
  }

  @Test
  default void findsAndReplacesSavedContacts() {
    var shop = saved("shop");
    save(unknown(shop, FATIMA), met(shop, OMAR));
    assertThat(find(shop, FATIMA)).contains(unknown(shop, FATIMA));
    assertThat(find(shop, OMAR)).contains(met(shop, OMAR));

    save(met(shop, FATIMA), unknown(shop, OMAR));

    assertThat(find(shop, FATIMA)).contains(met(shop, FATIMA));
    assertThat(find(shop, OMAR)).contains(unknown(shop, OMAR));
  }

  @Test
  default void findsContactsByTheirOtherNumber() {
    var shop = saved("shop");
    var number = new PhoneNumber("+551187654321");
    var joao =
        unknown(shop, Recipient.parse("+5511987654321"))
            .at(Optional.of(new Address("551187654321@s.whatsapp.net")));
    save(joao, joao.at(Optional.of(new Address("5555555@lid"))), unknown(saved("desk"), FATIMA));

    assertThat(unitOfWork().execute(() -> contacts().alsoKnownAs(shop, number)))
        .contains(joao.at(Optional.of(new Address("5555555@lid"))));
    assertThat(unitOfWork().execute(() -> contacts().namesOf(ACME, new Recipient.Phone(number))))
        .containsExactly(joao.recipient());
    assertThat(unitOfWork().execute(() -> contacts().namesOf(ACME, Recipient.parse("5555555@lid"))))
        .containsExactly(joao.recipient());
    assertThat(unitOfWork().execute(() -> contacts().namesOf(GLOBEX, new Recipient.Phone(number))))
        .isEmpty();
  }

  @Test
  default void keepsTheLastOfEqualContacts() {
    var shop = saved("shop");

    save(unknown(shop, FATIMA), met(shop, FATIMA));

    assertThat(find(shop, FATIMA)).contains(met(shop, FATIMA));
  }

  @Test
  default void keepsTheContactsOfSessionsApart() {
    var shop = saved("shop");
    var bank = saved("bank");
    save(met(shop, FATIMA));

    assertThat(find(bank, FATIMA)).isEmpty();
  }

  @Test
  default void findsManyAtOnce() {
    var shop = saved("shop");
    var bank = saved("bank");
    save(met(shop, FATIMA), unknown(bank, OMAR));
    var known = new Key(shop, FATIMA);
    var other = new Key(bank, OMAR);
    var stranger = new Key(shop, OMAR);

    assertThat(unitOfWork().execute(() -> contacts().find(List.of(known, stranger, other, known))))
        .isEqualTo(Map.of(known, met(shop, FATIMA), other, unknown(bank, OMAR)));
  }

  @Test
  default void findsAContactByItsAddress() {
    var shop = saved("shop");
    var bank = saved("bank");
    var address = new Address("99@lid");
    save(met(shop, FATIMA), met(bank, OMAR));

    assertThat(at(shop, address)).contains(met(shop, FATIMA));
    assertThat(at(shop, new Address("98@lid"))).isEmpty();
    assertThat(at(bank, address)).as("known by number").isEmpty();
  }

  private Optional<Contact> at(SessionId session, Address address) {
    return unitOfWork().execute(() -> contacts().at(session, address));
  }

  @Test
  default void listsPeopleOnWhatsAppPageByPage() {
    var shop = saved("shop");
    var salma = Recipient.parse("+966502222222");
    save(
        met(shop, FATIMA),
        met(shop, OMAR),
        unknown(shop, salma),
        met(shop, Recipient.parse("120363041234567890@g.us")),
        met(saved("bank"), salma));

    var first = people(shop, Optional.empty());
    var second = people(shop, Optional.of(first.items().getLast().recipient()));

    assertThat(first.more()).isTrue();
    assertThat(second.more()).isFalse();
    assertThat(List.of(first.items().getFirst(), second.items().getFirst()))
        .containsExactlyInAnyOrder(met(shop, FATIMA), met(shop, OMAR));
  }

  private Slice<Contact> people(SessionId session, Optional<Recipient> after) {
    return unitOfWork().execute(() -> contacts().people(session, after, 1));
  }

  @Test
  default void removesAContactFromOneSessionOnly() {
    var shop = saved("shop");
    var bank = saved("bank");
    save(met(shop, FATIMA), met(bank, FATIMA));

    unitOfWork().run(() -> contacts().remove(new Key(shop, FATIMA)));

    assertThat(find(shop, FATIMA)).isEmpty();
    assertThat(find(bank, FATIMA)).isPresent();
  }

  @Test
  default void removesTheContactsOfARemovedSession() {
    var shop = saved("shop");
    save(met(shop, FATIMA));
    unitOfWork().run(() -> sessions().remove(shop));

    save(met(shop, OMAR));

    assertThat(find(shop, FATIMA)).isEmpty();
    assertThat(find(shop, OMAR)).isEmpty();
  }
}
