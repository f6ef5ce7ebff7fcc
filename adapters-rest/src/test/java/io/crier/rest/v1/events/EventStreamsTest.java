package io.crier.rest.v1.events;

import static io.crier.application.Actors.admin;
import static io.crier.domain.events.EventProblem.TOO_MANY_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.events.Announcements;
import io.crier.application.events.InMemoryEvents;
import io.crier.application.events.Outbox;
import io.crier.application.events.Published;
import io.crier.application.events.ReadEvents;
import io.crier.application.webhooks.InMemoryDeliveries;
import io.crier.application.webhooks.InMemoryWebhooks;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import io.crier.rest.v1.events.EventStreams.Intervals;
import io.crier.rest.v1.media.TestLinks;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final AccountId OTHER = new AccountId(new UUID(0, 2));
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Intervals IDLE = new Intervals(NEVER, NEVER, NEVER);

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final Announcements announcements = new Announcements();
  private final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  private final InMemoryEvents events =
      new InMemoryEvents(
          unitOfWork,
          new InMemoryWebhooks(unitOfWork, deliveries),
          deliveries,
          announcements,
          () -> NOW);
  private final List<EventStreams> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    opened.forEach(EventStreams::close);
  }

  @Test
  void sendsEventsInOrderFromThePosition() throws IOException {
    publish(250);
    var client = new Client(open(streams(IDLE), 100));

    assertThat(client.nextIds(150)).isEqualTo(LongStream.rangeClosed(101, 250).boxed().toList());

    publish(3);
    assertThat(client.nextIds(3)).containsExactly(251L, 252L, 253L);
  }

  @Test
  void writesServerSentEvent() throws IOException {
    var client = new Client(open(streams(IDLE), 0));
    client.next();

    publish(1);

    var envelope =
        new String(
            Envelope.of(read().getFirst(), TestLinks.links()).json(), StandardCharsets.UTF_8);
    assertThat(client.next())
        .isEqualTo("id: 1\nevent: session.restriction\ndata: " + envelope + "\n");
  }

  @Test
  void beginsWithItsPosition() throws IOException {
    publish(7);
    var client = new Client(open(streams(IDLE), 7));

    assertThat(client.next()).isEqualTo(": the position of this stream\nid: 7\nretry: 2000\n");
  }

  @Test
  void omitsOtherAccountsAndWebhookTests() throws IOException {
    var client = new Client(open(streams(IDLE), 0));

    publish(
        List.of(
            new SessionEvent.Restricted(OTHER, new SessionId(new UUID(0, 3)), NOW, NOW),
            new WebhookEvent.Tested(ACCOUNT, new WebhookId(new UUID(0, 4)), NOW)));
    publish(1);

    assertThat(client.nextIds(1)).containsExactly(2L);
  }

  @Test
  void sendsOnlyMatchingEvents() throws IOException {
    publish(10);
    var stream =
        streams(IDLE).open(admin(ACCOUNT), 0, event -> event.sequence() % 5 == 0, () -> true);

    assertThat(new Client(stream).nextIds(2)).containsExactly(5L, 10L);
  }

  @Test
  void readsEventsOfOtherNodesWhenWoken() throws IOException {
    var elsewhere = new Announcements();
    var streams = new EventStreams(reader(events), TestLinks.links(), elsewhere, IDLE);
    opened.add(streams);
    var client = new Client(open(streams, 0));
    client.next();
    assertThat(streams.accounts()).containsExactly(ACCOUNT);

    publish(2);
    streams.wake(ACCOUNT);

    assertThat(client.nextIds(2)).containsExactly(1L, 2L);
  }

  @Test
  void pollsForEventsOfOtherNodes() throws IOException {
    var elsewhere = new Announcements();
    var streams =
        new EventStreams(
            reader(events), TestLinks.links(), elsewhere, new Intervals(NEVER, AT_ONCE, NEVER));
    opened.add(streams);
    var client = new Client(open(streams, 0));

    publish(2);

    assertThat(client.nextIds(2)).containsExactly(1L, 2L);
  }

  @Test
  void repeatsItsPositionInHeartbeats() throws IOException {
    publish(3);
    var streams = streams(new Intervals(AT_ONCE, AT_ONCE, NEVER));
    var client = new Client(streams.open(admin(ACCOUNT), 1, event -> false, () -> true));

    assertThat(client.next()).contains("id: 1\n");
    assertThat(client.next()).isEqualTo(":\nid: 3\n");
    assertThat(client.next()).isEqualTo(":\nid: 3\n");
  }

  @Test
  void repeatsItsPositionWhileItLooksThroughOldEvents() throws IOException {
    publish(250);
    var streams = streams(new Intervals(Duration.ZERO, NEVER, NEVER));
    var client = new Client(streams.open(admin(ACCOUNT), 0, event -> false, () -> true));

    assertThat(client.next()).contains("id: 0\n");
    assertThat(client.next()).isEqualTo(":\nid: 100\n");
    assertThat(client.next()).isEqualTo(":\nid: 200\n");
  }

  @Test
  void endsWhenAuthorizationIsLost() {
    var asked = new AtomicInteger();
    var streams = streams(new Intervals(NEVER, AT_ONCE, AT_ONCE));
    var stream = open(streams, () -> asked.incrementAndGet() < 3);

    stream.write(new ByteArrayOutputStream());

    assertThat(asked).hasValue(3);
    assertThat(streams.count()).isZero();
  }

  @Test
  void endsWhenClientDisconnects() {
    var streams = streams(IDLE);
    var stream = open(streams, 0);

    stream.write(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        });

    assertThat(streams.count()).isZero();
  }

  @Test
  void endsAllStreamsOnClose() throws IOException {
    var streams = streams(IDLE);
    var client = new Client(open(streams, 0));
    client.next();

    streams.close();

    assertThat(client.next()).isNull();
    var late = new ByteArrayOutputStream();
    open(streams, 0).write(late);
    assertThat(streams.count()).isZero();
  }

  @Test
  void limitsStreamsPerAccount() {
    var streams = streams(IDLE);
    var first = open(streams, 0);
    IntStream.range(1, 20).forEach(i -> open(streams, 0));

    assertThatThrownBy(() -> open(streams, 0))
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.problem()).isEqualTo(TOO_MANY_STREAMS));
    streams.open(admin(OTHER), 0, event -> true, () -> true);
    first.close();
    open(streams, 0);
    assertThat(streams.count()).isEqualTo(21);
  }

  @Test
  void doesNotBufferForSlowClient() throws InterruptedException {
    publish(1_000);
    var reads = new AtomicInteger();
    var counted = new CountedOutbox(events, reads);
    var streams = new EventStreams(reader(counted), TestLinks.links(), announcements, IDLE);
    opened.add(streams);
    var stream = open(streams, 0);
    var stuck = new CountDownLatch(1);
    var release = new CountDownLatch(1);

    var thread = Thread.startVirtualThread(() -> stream.write(new SlowClient(stuck, release)));
    stuck.await();
    publish(1_000);
    publish(1_000);
    assertThat(reads).hasValue(1);

    stream.close();
    release.countDown();
    thread.join();
    assertThat(reads).hasValue(1);
  }

  private EventStreams streams(Intervals intervals) {
    var streams = new EventStreams(reader(events), TestLinks.links(), announcements, intervals);
    opened.add(streams);
    return streams;
  }

  private ReadEvents reader(Outbox outbox) {
    return new ReadEvents(outbox, unitOfWork);
  }

  private static EventStream open(EventStreams streams, long after) {
    return streams.open(admin(ACCOUNT), after, event -> true, () -> true);
  }

  private static EventStream open(EventStreams streams, BooleanSupplier authorized) {
    return streams.open(admin(ACCOUNT), 0, event -> true, authorized);
  }

  private List<Published> read() {
    return unitOfWork.execute(() -> events.after(ACCOUNT, 0, 10));
  }

  private void publish(int count) {
    publish(
        IntStream.range(0, count)
            .mapToObj(
                i -> new SessionEvent.Restricted(ACCOUNT, new SessionId(new UUID(0, 3)), NOW, NOW))
            .toList());
  }

  private void publish(List<? extends DomainEvent> happened) {
    unitOfWork.run(() -> events.publish(happened));
  }

  /** A client that reads a stream as fast as it can. */
  private static final class Client {

    private final BufferedReader in;

    Client(EventStream stream) throws IOException {
      var out = new PipedOutputStream();
      in =
          new BufferedReader(
              new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
      Thread.startVirtualThread(
          () -> {
            try (out) {
              stream.write(out);
            } catch (IOException impossible) {
              throw new IllegalStateException(impossible);
            }
          });
    }

    /** The next block of lines, or null at the end. */
    String next() throws IOException {
      var block = new StringBuilder();
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          return block.toString();
        }
        block.append(line).append('\n');
      }
      return null;
    }

    List<Long> nextIds(int count) throws IOException {
      var ids = new ArrayList<Long>();
      while (ids.size() < count) {
        var block = next();
        if (block.startsWith("id: ")) {
          ids.add(Long.valueOf(block.substring(4, block.indexOf('\n'))));
        }
      }
      return ids;
    }
  }

  /** Accepts the greeting, but blocks on the first event until released. */
  private static final class SlowClient extends OutputStream {

    private final CountDownLatch stuck;
    private final CountDownLatch release;

    SlowClient(CountDownLatch stuck, CountDownLatch release) {
      this.stuck = stuck;
      this.release = release;
    }

    @Override
    public void write(int b) {
      throw new AssertionError("written byte by byte");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (bytes[0] == 'i') {
        stuck.countDown();
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private record CountedOutbox(Outbox outbox, AtomicInteger reads) implements Outbox {
    @Override
    public List<Published> about(AccountId account, MessageId message, int limit) {
      return outbox.about(account, message, limit);
    }

    @Override
    public List<Published> after(AccountId account, long sequence, int limit) {
      reads.incrementAndGet();
      return outbox.after(account, sequence, limit);
    }

    @Override
    public Map<AccountId, Long> last(Collection<AccountId> accounts) {
      return outbox.last(accounts);
    }

    @Override
    public List<Positioned> follow(long position, int limit) {
      return outbox.follow(position, limit);
    }

    @Override
    public int forget(Instant before, int limit) {
      return outbox.forget(before, limit);
    }
  }
}
