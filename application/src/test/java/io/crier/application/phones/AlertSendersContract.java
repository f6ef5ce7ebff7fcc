package io.crier.application.phones;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link AlertSenders} promises, in memory or in a database. */
public interface AlertSendersContract {

  PhoneNumber ONE = new PhoneNumber("+34600000001");
  PhoneNumber TWO = new PhoneNumber("+34600000002");
  PhoneNumber THREE = new PhoneNumber("+34600000003");

  AlertSenders senders();

  Sessions sessions();

  UnitOfWork unitOfWork();

  default Session saved(AccountId account, String name) {
    var session = session(account, name, NOON);
    unitOfWork().run(() -> sessions().save(session));
    return session;
  }

  default Session sender(String name, int second) {
    var session = saved(ACME, name);
    unitOfWork().run(() -> senders().add(session.id(), NOON.plusSeconds(second)));
    return session;
  }

  default List<Session> list() {
    return unitOfWork().execute(() -> senders().list());
  }

  default void assign(Map<PhoneNumber, SessionId> numbers) {
    unitOfWork().run(() -> senders().assign(numbers));
  }

  default Map<PhoneNumber, SessionId> assigned() {
    return unitOfWork().execute(() -> senders().assigned(List.of(ONE, TWO, THREE)));
  }

  default Map<SessionId, Integer> loads() {
    return unitOfWork().execute(() -> senders().loads());
  }

  default Optional<Session> chosenBy(AccountId account) {
    return unitOfWork().execute(() -> senders().chosenBy(account));
  }

  @Test
  default void listsSendersInTheOrderOfAddition() {
    var later = sender("later", 2);
    var earlier = sender("earlier", 1);
    saved(ACME, "none");

    assertThat(list()).containsExactly(earlier, later);
  }

  @Test
  default void addsASenderOnlyOnce() {
    var first = sender("first", 1);
    var second = sender("second", 2);
    unitOfWork().run(() -> senders().add(first.id(), NOON.plusSeconds(3)));

    assertThat(list()).containsExactly(first, second);
  }

  @Test
  default void listsTheCurrentStateOfSenders() {
    var sender = sender("sender", 1);
    var changed = sender.disabled(true);
    unitOfWork().run(() -> sessions().save(changed));

    assertThat(list()).containsExactly(changed);
  }

  @Test
  default void unassignsTheNumbersOfARemovedSender() {
    var stays = sender("stays", 1);
    var goes = sender("goes", 2);
    assign(Map.of(ONE, stays.id(), TWO, goes.id()));

    assertThat(unitOfWork().execute(() -> senders().remove(goes.id()))).isTrue();
    assertThat(unitOfWork().execute(() -> senders().remove(goes.id()))).isFalse();

    assertThat(list()).containsExactly(stays);
    assertThat(assigned()).isEqualTo(Map.of(ONE, stays.id()));
  }

  @Test
  default void removesASenderWithItsSession() {
    var sender = sender("sender", 1);
    assign(Map.of(ONE, sender.id()));
    unitOfWork().run(() -> senders().choose(ACME, Optional.of(sender.id())));

    unitOfWork().run(() -> sessions().remove(sender.id()));

    assertThat(list()).isEmpty();
    assertThat(assigned()).isEmpty();
    assertThat(chosenBy(ACME)).isEmpty();
  }

  @Test
  default void keepsTheLastAssignmentOfANumber() {
    var first = sender("first", 1);
    var second = sender("second", 2);
    assign(Map.of(ONE, first.id(), TWO, first.id()));
    assign(Map.of(TWO, second.id()));
    assign(Map.of());

    assertThat(assigned()).isEqualTo(Map.of(ONE, first.id(), TWO, second.id()));
    assertThat(unitOfWork().execute(() -> senders().assigned(List.of(TWO))))
        .isEqualTo(Map.of(TWO, second.id()));
    assertThat(unitOfWork().execute(() -> senders().assigned(List.of()))).isEmpty();
  }

  @Test
  default void countsTheNumbersOfEachSender() {
    var busy = sender("busy", 1);
    var idle = sender("idle", 2);
    sender("unused", 3);
    assign(Map.of(ONE, busy.id(), TWO, busy.id(), THREE, idle.id()));

    assertThat(loads()).isEqualTo(Map.of(busy.id(), 2, idle.id(), 1));
  }

  @Test
  default void keepsTheChoicesOfAccountsApart() {
    var first = saved(ACME, "first");
    var second = saved(ACME, "second");
    unitOfWork().run(() -> senders().choose(ACME, Optional.of(first.id())));
    unitOfWork().run(() -> senders().choose(ACME, Optional.of(second.id())));

    assertThat(chosenBy(ACME)).contains(second);
    assertThat(chosenBy(GLOBEX)).isEmpty();
    assertThat(unitOfWork().execute(() -> senders().chosenBy(Set.of(ACME, GLOBEX))))
        .isEqualTo(Map.of(ACME, second));
    assertThat(list()).isEmpty();
  }

  @Test
  default void removesAChoice() {
    var session = saved(ACME, "own");
    unitOfWork().run(() -> senders().choose(ACME, Optional.of(session.id())));
    unitOfWork().run(() -> senders().choose(ACME, Optional.empty()));

    assertThat(chosenBy(ACME)).isEmpty();
  }
}
