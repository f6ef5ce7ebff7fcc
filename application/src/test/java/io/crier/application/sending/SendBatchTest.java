package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Clockwork;
import io.crier.application.Replays;
import io.crier.application.StoreUnavailable;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.World;
import io.crier.application.accounts.Quota;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.InMemoryVoiceConverter;
import io.crier.application.media.KeepMedia;
import io.crier.application.messages.IdentifyContact;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Message;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a batch does while the database fails: its order holds, however often it is repeated. */
class SendBatchTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.create(account, Pacing.CAREFUL);
  private final Session other = world.create(account, Pacing.CAREFUL);
  private final SendBatch sendBatch = new SendBatch(sendMessage());
  private int failures;

  @Test
  void acceptsNothingBehindAMessageThatCouldNotBeStored() {
    failures = 1;

    var results = send(text(session, "one"), text(session, "two"), text(other, "three"));

    assertThat(results)
        .hasExactlyElementsOfTypes(
            SendBatch.Failed.class, SendBatch.Rejected.class, SendBatch.Succeeded.class);
    assertThat(((SendBatch.Rejected) results.get(1)).why().retryAfter()).isPresent();
  }

  @Test
  void keepsTheOrderOfABatchThatIsRepeatedAfterAFailure() {
    failures = 1;
    send(text(session, "one"), text(session, "two"), text(session, "three"));

    var results = send(text(session, "one"), text(session, "two"), text(session, "three"));

    assertThat(results).allMatch(SendBatch.Succeeded.class::isInstance);
    assertThat(queue())
        .extracting(message -> message.content().text())
        .containsExactly("one", "two", "three");
  }

  private List<Message> queue() {
    return world.database.execute(
        () -> world.messages.heads(List.of(session.id()), Set.of(), Integer.MAX_VALUE));
  }

  private List<SendBatch.Result> send(Outgoing... messages) {
    var suppliers =
        Arrays.stream(messages).map(message -> (Supplier<Outgoing>) () -> message).toList();
    var idempotency =
        new SendIdempotency("key", "print", accepted -> new Replays.Replay("print", 202, "answer"));
    return sendBatch.send(admin(account), suppliers, Optional.of(idempotency));
  }

  private static Outgoing text(Session by, String text) {
    return Outgoing.text(by.id(), number(1), text);
  }

  /** Accepts each message at once, in a unit of work of its own. */
  private SendMessage sendMessage() {
    var server = world.server;
    var limits = new KeepMedia.Limits(0, 0, 0, 0, Duration.ofDays(30));
    return new SendMessage(
        new AcceptMessages(
            new ValidateRequest(server.findSessions, server.runSessions),
            new KeepRequests(
                world.messages,
                world.replays,
                new Quota(world.allowances, world.accounts, world.plans),
                world.events,
                server.places,
                server.tellOwners),
            new IdentifyContact(world.contacts, world.messages),
            server.lanes,
            failing(),
            new Clockwork(Runnable::run, new TimerWheel(world), world),
            world.random),
        server.quoteMessage,
        new KeepAttachment(
            new KeepMedia(
                new InMemoryMediaStore(world.database, world),
                limits,
                new InMemoryVoiceConverter(false),
                world),
            new InMemoryDownloads(world.database)),
        Runnable::run);
  }

  private UnitOfWork failing() {
    return new UnitOfWork() {
      @Override
      public <T> T execute(Supplier<T> work) {
        if (failures > 0) {
          failures--;
          throw new StoreUnavailable("the database does not answer", null);
        }
        return world.database.execute(work);
      }
    };
  }
}
