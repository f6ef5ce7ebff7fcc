package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.World;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A world with one session, and helpers that request messages. */
final class AcceptMessagesFixture {

  final World world = new World();
  final Account account = world.account();
  final Session session = world.create(account, Pacing.CAREFUL);

  List<CompletableFuture<Acceptance>> ask(int count) {
    var answers = new ArrayList<CompletableFuture<Acceptance>>();
    for (int i = 0; i < count; i++) {
      answers.add(ask(request(i)));
    }
    return answers;
  }

  CompletableFuture<Acceptance> ask(AcceptMessages.Request request) {
    return world.server.acceptMessages.accept(request);
  }

  AcceptMessages.Request request(int to) {
    return world.request(account, session, to);
  }

  AcceptMessages.Request with(Handling handling, boolean unpaced) {
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        number(1),
        new Content.Text("hello"),
        handling,
        unpaced,
        Optional.empty());
  }

  AcceptMessages.Request answered(
      int to, String key, String fingerprint, SendIdempotency idempotency) {
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        number(to),
        new Content.Text("hello"),
        Handling.ORDINARY,
        false,
        Optional.of(idempotency));
  }

  static void assertRefused(Problem problem, CompletableFuture<Acceptance> answer) {
    assertThat(answer).isDone();
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  long usage() {
    return world.server.showAccount.own(admin(account)).usage().sendsThisMonth();
  }
}
