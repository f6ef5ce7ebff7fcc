package io.crier.application.chats;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link BlockedContacts} promises, in memory or in a database. */
public interface BlockedContactsContract {

  Recipient FATIMA = Recipient.parse("+966501234567");
  Recipient OMAR = Recipient.parse("12345678@lid");

  BlockedContacts blockedContacts();

  Sessions sessions();

  UnitOfWork unitOfWork();

  private Session saved(String name) {
    var session = SessionsContract.session(ACME, name, NOON);
    unitOfWork().run(() -> sessions().save(session));
    return session;
  }

  private Set<Recipient> blocked(SessionId session) {
    return unitOfWork().execute(() -> blockedContacts().of(session));
  }

  @Test
  default void keepsWhoIsBlockedInEachSession() {
    var shop = saved("shop").id();
    var other = saved("other").id();

    unitOfWork()
        .run(
            () -> {
              blockedContacts().add(shop, FATIMA);
              blockedContacts().add(shop, FATIMA);
              blockedContacts().add(shop, OMAR);
            });

    assertThat(blocked(shop)).containsExactlyInAnyOrder(FATIMA, OMAR);
    assertThat(blocked(other)).isEmpty();
    assertThat(unitOfWork().execute(() -> blockedContacts().among(shop, List.of(OMAR))))
        .containsExactly(OMAR);
    assertThat(unitOfWork().execute(() -> blockedContacts().among(other, List.of(OMAR)))).isEmpty();
    assertThat(unitOfWork().execute(() -> blockedContacts().among(shop, List.of()))).isEmpty();
  }

  @Test
  default void forgetsWhoIsUnblocked() {
    var shop = saved("shop").id();
    unitOfWork().run(() -> blockedContacts().add(shop, FATIMA));

    unitOfWork()
        .run(
            () -> {
              blockedContacts().remove(shop, FATIMA);
              blockedContacts().remove(shop, OMAR);
            });

    assertThat(blocked(shop)).isEmpty();
  }

  @Test
  default void forgetsWhoIsBlockedWithTheSession() {
    var shop = saved("shop");
    unitOfWork().run(() -> blockedContacts().add(shop.id(), FATIMA));

    unitOfWork().run(() -> sessions().remove(shop.id()));
    unitOfWork().run(() -> blockedContacts().add(shop.id(), OMAR));

    assertThat(blocked(shop.id())).isEmpty();
  }
}
