package io.crier.rest.v1.events;

import static io.crier.domain.events.EventProblem.TOO_MANY_STREAMS;

import io.crier.application.Actor;
import io.crier.application.events.Announcements;
import io.crier.application.events.Published;
import io.crier.application.events.ReadEvents;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.rest.v1.media.MediaLinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The open event streams of this node, limited per account. */
public final class EventStreams implements AutoCloseable {

  private static final int MAX_PER_ACCOUNT = 20;

  /** Suits clients behind common proxies. */
  public static final Intervals DEFAULT_INTERVALS =
      new Intervals(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final ReadEvents readEvents;
  private final MediaLinks links;
  private final Intervals intervals;
  private final Map<AccountId, Set<EventStream>> open = new ConcurrentHashMap<>();
  private final Runnable stopListening;
  private volatile boolean closed;

  /**
   * The intervals of a stream.
   *
   * @param heartbeat the longest silence between writes
   * @param poll how often it looks for events that nobody has woken it for
   * @param authorization how often it checks whether its client is still authorized
   */
  public record Intervals(Duration heartbeat, Duration poll, Duration authorization) {}

  public EventStreams(
      ReadEvents readEvents, MediaLinks links, Announcements announcements, Intervals intervals) {
    this.readEvents = readEvents;
    this.links = links;
    this.intervals = intervals;
    this.stopListening = announcements.listen(this::wake);
  }

  /**
   * Opens a stream of the account's events after this sequence number; refused if the account has
   * too many streams.
   *
   * @param authorized whether the client is still authorized
   */
  public EventStream open(
      Actor actor, long after, Predicate<Published> wanted, BooleanSupplier authorized) {
    var stream =
        new EventStream(
            readEvents, links, intervals, actor, after, wanted, authorized, this::remove);
    open.compute(
        actor.accountId(),
        (id, streams) -> {
          var all = streams == null ? ConcurrentHashMap.<EventStream>newKeySet() : streams;
          if (all.size() >= MAX_PER_ACCOUNT) {
            throw new Refused(TOO_MANY_STREAMS);
          }
          all.add(stream);
          return all;
        });
    if (closed) {
      stream.close();
    }
    return stream;
  }

  /** Ends all streams; their clients reconnect to this server or another. */
  @Override
  public void close() {
    closed = true;
    stopListening.run();
    open.values().forEach(streams -> streams.forEach(EventStream::close));
  }

  /** The number of open streams. */
  public int count() {
    return open.values().stream().mapToInt(Set::size).sum();
  }

  /** The accounts whose events somebody follows here. */
  public Set<AccountId> accounts() {
    return Set.copyOf(open.keySet());
  }

  /** Wakes the streams of this account, because there may be new events. */
  public void wake(AccountId account) {
    open.getOrDefault(account, Set.of()).forEach(EventStream::wake);
  }

  private void wake(List<Published> published) {
    published.stream().map(event -> event.event().account()).distinct().forEach(this::wake);
  }

  private void remove(EventStream stream) {
    open.computeIfPresent(
        stream.account(),
        (id, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }
}
