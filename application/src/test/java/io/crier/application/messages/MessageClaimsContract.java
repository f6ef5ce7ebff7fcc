package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages.Claim;
import io.crier.application.messages.Messages.Completion;
import io.crier.application.sessions.SessionsContract;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How {@link Messages} grants and fences claims. */
public interface MessageClaimsContract extends MessagesFixture {

  @Test
  default void claimsMessagesIntoSending() {
    var session = owned(ACME);
    var message = added(text(session));

    var claimed = claim(session.node(), claimOf(session, message));

    assertThat(claimed).containsExactly(message.at(message.progress().sending(false)));
    assertThat(find(message)).contains(claimed.getFirst());
    assertThat(heads(session, 9)).isEmpty();
    assertThat(inFlight(session)).isEqualTo(claimed);
  }

  @Test
  default void claimsAMessageForItsOwnSessionOnly() {
    var node = unitOfWork().execute(() -> nodes().join("one", LEASE));
    for (var name : List.of("one", "two")) {
      unitOfWork().run(() -> sessions().save(SessionsContract.session(ACME, name, NOON)));
    }
    var taken = unitOfWork().execute(() -> sessions().take(node, 2));
    var its = new Owned(taken.getFirst().session(), node, taken.getFirst().epoch());
    var another = new Owned(taken.getLast().session(), node, taken.getLast().epoch());
    var message = added(text(its));

    assertThat(claim(node, claimOf(another, message))).isEmpty();
    assertThat(claim(node, claimOf(its, message))).hasSize(1);
  }

  @Test
  default void claimsNothingOfASessionThatAnotherNodeHasStopped() {
    for (var stopped :
        List.<UnaryOperator<Session>>of(
            it -> it.paused(true), it -> it.disabled(true), Session::stop)) {
      var session = owned(ACME);
      var message = added(text(session));
      var before = session.session();
      change(session, stopped);
      assertThat(claim(session.node(), claimOf(session, message))).isEmpty();

      change(session, any -> before);
      assertThat(claim(session.node(), claimOf(session, message))).hasSize(1);
    }
  }

  private void change(Owned session, UnaryOperator<Session> change) {
    unitOfWork()
        .run(
            () -> sessions().save(change.apply(sessions().lock(ACME, session.id()).orElseThrow())));
  }

  @Test
  default void claimsForManySessionsAtOnce() {
    var node = unitOfWork().execute(() -> nodes().join("one", LEASE));
    var claims = new ArrayList<Claim>();
    for (var n = 0; n < 40; n++) {
      var session = SessionsContract.session(ACME, "session " + n, NOON);
      unitOfWork().run(() -> sessions().save(session));
    }
    for (var taken : unitOfWork().execute(() -> sessions().take(node, 40))) {
      var owned = new Owned(taken.session(), node, taken.epoch());
      claims.add(claimOf(owned, added(text(owned))));
    }

    var claimed = claim(node, claims.toArray(Claim[]::new));

    assertThat(ids(claimed))
        .containsExactlyInAnyOrderElementsOf(claims.stream().map(Claim::message).toList());
    var epoch = claims.getFirst().epoch();
    var completions =
        claimed.stream()
            .map(
                message ->
                    new Completion(
                        message, epoch, message.whatsAppId(), message.progress().sent(NOON)))
            .toArray(Completion[]::new);
    assertThat(complete(node, completions))
        .hasSize(40)
        .allMatch(message -> message.status() == MessageStatus.SENT);
  }

  @Test
  default void claimsNothingTwice() {
    var session = owned(ACME);
    var message = added(text(session));
    claimed(session, message);

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingWhileTheSessionHasAMessageInFlight() {
    var session = owned(ACME);
    var first = added(text(session));
    var second = added(text(session));
    claimed(session, first);

    assertThat(claim(session.node(), claimOf(session, second))).isEmpty();
    assertThat(statusOf(second)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void grantsOneOfTwoConcurrentClaimsOfASession() {
    var session = owned(ACME);
    var first = added(text(session));
    var second = added(text(session));

    assertThat(claim(session.node(), claimOf(session, first), claimOf(session, second)))
        .extracting(Message::id)
        .containsExactly(first.id());
  }

  @Test
  default void doesNotClaimCancelledMessages() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> messages().cancel(ACME, List.of(message.id()), NOON));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingAfterTheLeaseHasExpired() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> nodes().renew(session.node(), OVER));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
    assertThat(statusOf(message)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void claimsNothingForAnEarlierLifeOfTheNode() {
    var session = owned(ACME);
    var message = added(text(session));
    unitOfWork().run(() -> nodes().join(session.node().id(), LEASE));

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
  }

  @Test
  default void claimsNothingForAnEarlierOwner() {
    var session = owned(ACME);
    var message = added(text(session));
    var heir = inherit(session);

    assertThat(claim(session.node(), claimOf(session, message))).isEmpty();
    assertThat(claim(heir.node(), claimOf(session, message))).isEmpty();
    assertThat(claim(heir.node(), claimOf(heir, message))).hasSize(1);
  }

  @Test
  default void fencesEachClaimByItsOwnSession() {
    var mine = owned(ACME);
    var foreign = owned(ACME);
    var message = added(text(mine));
    var other = added(text(foreign));

    assertThat(
            ids(
                claim(
                    mine.node(),
                    claimOf(mine, message),
                    new Claim(other.id(), foreign.id(), foreign.epoch(), 1))))
        .containsExactly(message.id());
  }
}
