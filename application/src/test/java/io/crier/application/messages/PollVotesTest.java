package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Poll.Tally;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollVotesTest {

  private static final Recipient FATIMA = MessageFixture.number(1);
  private static final Recipient OMAR = MessageFixture.number(2);
  private static final Recipient GROUP = Recipient.parse("120363041234567890@g.us");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.NONE);

  @Test
  void countsTheLatestVoteOfEverybody() {
    var poll = sent(GROUP);

    vote(poll, FATIMA, "Tea");
    vote(poll, OMAR, "Tea", "Coffee");
    vote(poll, FATIMA, "Coffee");

    assertThat(tallies(poll))
        .containsExactly(
            new Tally("Tea", List.of(OMAR)),
            new Tally("Coffee", List.of(OMAR, FATIMA)),
            new Tally("Water", List.of()));
    assertThat(votes()).extracting(MessageEvent.Voted::voter).containsExactly(FATIMA, OMAR, FATIMA);
    assertThat(votes().getLast().poll()).isEqualTo(world.message(poll).content());
    assertThat(votes().getLast().message()).isEqualTo(poll.id());
  }

  @Test
  void takesAVoteBack() {
    var poll = sent(FATIMA);
    vote(poll, FATIMA, "Tea");

    vote(poll, FATIMA);

    assertThat(tallies(poll)).allSatisfy(it -> assertThat(it.voters()).isEmpty());
    assertThat(votes()).hasSize(2);
  }

  @Test
  void publishesARepeatedVoteOnceAndIgnoresAnOlderOne() {
    var poll = sent(FATIMA);
    var before = world.instant();
    world.passSeconds(1);

    vote(poll, FATIMA, "Tea");
    vote(poll, FATIMA, "Tea");
    vote(poll.whatsAppId(), FATIMA, FATIMA, before, "Coffee");
    vote(poll, FATIMA, "Milk");

    assertThat(votes()).hasSize(2);
    assertThat(tallies(poll)).allSatisfy(it -> assertThat(it.voters()).isEmpty());
  }

  @Test
  void ignoresVotesOfOtherChatsAndInUnknownPolls() {
    var poll = sent(FATIMA);

    vote(poll.whatsAppId(), OMAR, OMAR, world.instant(), "Tea");
    vote(new WhatsAppId("3EB0FF"), FATIMA, FATIMA, world.instant(), "Tea");

    assertThat(votes()).isEmpty();
  }

  @Test
  void countsVotesInAReceivedPoll() {
    var id = new WhatsAppId("3A01");
    world.whatsApp.report(
        session.id(), new Event.Received(id, GROUP, Optional.empty(), poll(), world.instant()));
    world.passSeconds(1);

    world.whatsApp.report(
        session.id(),
        new PollVoted(false, id, GROUP, Optional.empty(), OMAR, List.of("Water"), world.instant()));
    world.passSeconds(1);

    assertThat(votes())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.poll().tallies().getLast())
                    .isEqualTo(new Tally("Water", List.of(OMAR))));
  }

  private static Poll poll() {
    return new Poll("What?", List.of("Tea", "Coffee", "Water"), true, Context.NONE);
  }

  private Message sent(Recipient to) {
    var message =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                to,
                poll(),
                Handling.ORDINARY,
                false,
                Optional.empty()));
    world.passSeconds(5);
    return world.message(message);
  }

  private void vote(Message poll, Recipient voter, String... options) {
    vote(poll.whatsAppId(), poll.peer(), voter, world.instant(), options);
  }

  private void vote(
      WhatsAppId poll, Recipient chat, Recipient voter, Instant at, String... options) {
    world.whatsApp.report(
        session.id(),
        new PollVoted(true, poll, chat, Optional.empty(), voter, List.of(options), at));
    world.passSeconds(1);
  }

  private List<Tally> tallies(Message poll) {
    return ((Poll) world.message(poll).content()).tallies();
  }

  private List<MessageEvent.Voted> votes() {
    return world.events().stream()
        .filter(MessageEvent.Voted.class::isInstance)
        .map(MessageEvent.Voted.class::cast)
        .toList();
  }
}
