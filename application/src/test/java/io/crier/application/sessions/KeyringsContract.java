package io.crier.application.sessions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.domain.sessions.SessionId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Keyrings} promises, in memory or in a database. */
public interface KeyringsContract {

  byte[] KEY = {0, 1, -1, 127, -128};

  Keyrings keyrings();

  Sessions sessions();

  Nodes nodes();

  UnitOfWork unitOfWork();

  /** A session owned by the node. */
  record Held(SessionId session, Node node) {}

  default Held held(String name) {
    return unitOfWork()
        .execute(
            () -> {
              sessions().save(SessionsContract.session(ACME, name, NOON));
              var node = nodes().join("node of " + name, LEASE);
              return new Held(sessions().take(node, 1).getFirst().session().id(), node);
            });
  }

  default Keyring of(Held held) {
    return keyrings().of(held.session(), held.node());
  }

  @Test
  default void keepsEntriesUntilCleared() {
    var keyring = of(held("shop"));
    assertThat(keyring.get("noise")).isEmpty();

    keyring.put(Map.of("noise", KEY, "identity", new byte[0]));
    keyring.put(Map.of("noise", new byte[] {7}));

    assertThat(keyring.get("noise")).hasValue(new byte[] {7});
    assertThat(keyring.get("identity")).hasValue(new byte[0]);
    keyring.clear();
    assertThat(keyring.get("noise")).isEmpty();
  }

  @Test
  default void readsManyKeysAtOnce() {
    var keyring = of(held("shop"));
    keyring.put(Map.of("noise", KEY, "identity", new byte[] {1}, "other", new byte[] {2}));

    assertThat(keyring.get(Set.of("noise", "identity", "missing")))
        .containsOnlyKeys("noise", "identity")
        .containsEntry("noise", KEY);
    assertThat(keyring.get(Set.of())).isEmpty();
  }

  @Test
  default void listsNamesByPrefix() {
    var keyring = of(held("shop"));
    keyring.put(Map.of("inbox/a", KEY, "inbox/B%", KEY, "inboxes", KEY, "Inbox/c", KEY));
    of(held("bank")).put(Map.of("inbox/d", KEY));

    assertThat(keyring.names("inbox/")).containsExactlyInAnyOrder("inbox/a", "inbox/B%");
    assertThat(keyring.names("in_ox/")).isEmpty();
    assertThat(keyring.names("")).hasSize(4);
  }

  @Test
  default void keepsAndForgetsKeysInOneChange() {
    var keyring = of(held("shop"));
    keyring.put(Map.of("pre-key", KEY, "session", new byte[] {1}));

    keyring.change(Map.of("session", new byte[] {2}), Set.of("pre-key", "missing"));

    assertThat(keyring.get("pre-key")).isEmpty();
    assertThat(keyring.get("session")).hasValue(new byte[] {2});
  }

  @Test
  default void keepsTheKeysOfSessionsApart() {
    var shop = of(held("shop"));
    var bank = of(held("bank"));
    shop.put(Map.of("noise", KEY));
    bank.put(Map.of("noise", "bank".getBytes(UTF_8)));

    bank.clear();

    assertThat(shop.get("noise")).hasValue(KEY);
  }

  @Test
  default void rejectsWritesByOthers() {
    var held = held("shop");
    of(held).put(Map.of("noise", KEY));
    var stranger = unitOfWork().execute(() -> nodes().join("stranger", LEASE));

    assertRefused(keyrings().of(held.session(), stranger));
    unitOfWork().run(() -> nodes().renew(held.node(), OVER));
    assertRefused(of(held));
    unitOfWork().run(() -> nodes().renew(held.node(), LEASE));
    of(held).put(Map.of("other", KEY));
    unitOfWork().run(() -> nodes().join(held.node().id(), LEASE));
    assertRefused(of(held));
    assertThat(of(held).get("noise")).hasValue(KEY);
  }

  private static void assertRefused(Keyring keyring) {
    assertThatThrownBy(() -> keyring.put(Map.of("noise", new byte[] {6})))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keyring.change(Map.of(), Set.of("noise")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(keyring::clear).isInstanceOf(IllegalStateException.class);
  }

  @Test
  default void removesKeysWithTheirSession() {
    var held = held("shop");
    of(held).put(Map.of("noise", KEY));

    unitOfWork().run(() -> sessions().remove(held.session()));

    assertThat(of(held).get("noise")).isEmpty();
  }
}
