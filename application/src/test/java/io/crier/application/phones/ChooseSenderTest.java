package io.crier.application.phones;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChooseSenderTest {

  private final World world = new World();
  private final ChooseSender chooseSender = new ChooseSender(world.alertSenders);
  private final Account operator = world.account();
  private final Account acme = world.account();

  private Session sender() {
    var session = world.connected(operator, Pacing.NONE);
    world.database.run(() -> world.alertSenders.add(session.id(), world.instant()));
    return session;
  }

  private void change(Session session) {
    world.database.run(() -> world.sessions.save(session));
  }

  private Map<PhoneNumber, SessionId> choose(AccountId account, Collection<PhoneNumber> numbers) {
    return world.database.execute(() -> chooseSender.choose(account, numbers));
  }

  private static List<PhoneNumber> numbers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> new PhoneNumber("+346000" + (10_000 + n)))
        .toList();
  }

  @Test
  void choosesNoSenderIfThereAreNone() {
    world.connected(operator, Pacing.NONE);

    assertThat(choose(acme.id(), numbers(0, 3))).isEmpty();
  }

  @Test
  void spreadsNumbersEqually() {
    var first = sender();
    var second = sender();

    assertThat(choose(acme.id(), numbers(0, 5)).values())
        .containsOnly(first.id(), second.id())
        .satisfies(it -> assertThat(it.stream().filter(first.id()::equals)).hasSize(3));
    assertThat(choose(acme.id(), numbers(5, 6)).values()).containsExactly(second.id());
  }

  @Test
  void keepsTheSenderOfANumber() {
    sender();
    var before = choose(acme.id(), numbers(0, 4));
    sender();

    assertThat(choose(acme.id(), numbers(0, 4))).isEqualTo(before);
    assertThat(choose(world.account().id(), numbers(0, 4))).isEqualTo(before);
  }

  @Test
  void replacesASenderThatCannotSend() {
    var stopped = sender();
    var banned = sender();
    var disabled = sender();
    choose(acme.id(), numbers(0, 6));
    var heir = sender();
    change(world.session(stopped).stop());
    change(world.session(banned).seen(SessionStatus.BANNED, Optional.of("banned")));
    change(world.session(disabled).disabled(true));

    assertThat(choose(acme.id(), numbers(0, 6)).values()).hasSize(6).containsOnly(heir.id());
  }

  @Test
  void keepsASenderThatWillReconnect() {
    var sender = sender();
    choose(acme.id(), numbers(0, 1));
    sender();
    change(world.session(sender).seen(SessionStatus.DISCONNECTED, Optional.of("offline")));

    assertThat(choose(acme.id(), numbers(0, 1)).values()).containsExactly(sender.id());
  }

  @Test
  void prefersTheAccountsOwnChoice() {
    var shared = sender();
    var own = world.connected(acme, Pacing.NONE);
    choose(acme.id(), numbers(0, 1));
    world.database.run(() -> world.alertSenders.choose(acme.id(), Optional.of(own.id())));

    assertThat(choose(acme.id(), numbers(0, 2)).values()).hasSize(2).containsOnly(own.id());
    assertThat(choose(operator.id(), numbers(0, 1)).values()).containsExactly(shared.id());
  }

  @Test
  void waitsForTheChosenSession() {
    sender();
    var own = world.connected(acme, Pacing.NONE);
    world.database.run(() -> world.alertSenders.choose(acme.id(), Optional.of(own.id())));
    change(world.session(own).stop());

    assertThat(choose(acme.id(), numbers(0, 1))).isEmpty();
  }

  @Test
  void choosesForManyAccountsAtOnce() {
    var shared = sender();
    var own = world.connected(acme, Pacing.NONE);
    world.database.run(() -> world.alertSenders.choose(acme.id(), Optional.of(own.id())));
    var one = numbers(0, 1).getFirst();

    assertThat(
            world.database.execute(
                () ->
                    chooseSender.choose(
                        Map.of(acme.id(), List.of(one), operator.id(), List.of(one, one)))))
        .isEqualTo(
            Map.of(acme.id(), Map.of(one, own.id()), operator.id(), Map.of(one, shared.id())));
  }
}
