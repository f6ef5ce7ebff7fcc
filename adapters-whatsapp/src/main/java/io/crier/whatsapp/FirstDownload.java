package io.crier.whatsapp;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tries to download the file of each received message once, as soon as it arrives, and only for a
 * moment: a slow host must not delay other messages.
 */
public final class FirstDownload {

  private static final Logger LOG = System.getLogger(FirstDownload.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_AT_ONCE = 4;
  private static final int CAPACITY = 10_000;

  private final InboundMedia media;
  private final Executor executor;
  private final Duration patience;
  private final Semaphore permits = new Semaphore(MOST_AT_ONCE);
  private final Semaphore places = new Semaphore(CAPACITY);
  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /**
   * @param executor runs downloads, which may take long
   */
  public FirstDownload(InboundMedia media, Executor executor) {
    this(media, executor, PATIENCE);
  }

  FirstDownload(InboundMedia media, Executor executor, Duration patience) {
    this.media = media;
    this.executor = executor;
    this.patience = patience;
  }

  /**
   * Passes on what arrived, after what arrived before it: a message with its file, or after a
   * moment with what is needed to download it later. Returns false if too many messages wait.
   */
  public synchronized boolean offer(Event.Arrival arrival, Consumer<Event.Arrival> next) {
    if (!places.tryAcquire()) {
      return false;
    }
    last =
        last.thenCombine(tried(arrival), (before, it) -> it)
            .thenAccept(next)
            .handle(
                (done, failure) -> {
                  places.release();
                  if (failure != null) {
                    LOG.log(Level.ERROR, "a received message could not be passed on", failure);
                  }
                  return null;
                });
    return true;
  }

  private CompletableFuture<Event.Arrival> tried(Event.Arrival arrival) {
    if (!(arrival instanceof Event.Received received)
        || !(received.content() instanceof MissingMedia missing)
        || received.media().isEmpty()
        || !permits.tryAcquire()) {
      return CompletableFuture.completedFuture(arrival);
    }
    var reference = received.media().get();
    return CompletableFuture.<Event.Arrival>supplyAsync(
            () -> download(received, missing, reference), executor)
        .completeOnTimeout(received, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Event.Received download(
      Event.Received received, MissingMedia missing, MediaReference reference) {
    try {
      return received.with(missing.arrived(media.download(missing, reference)), Optional.empty());
    } catch (MediaUnavailable e) {
      LOG.log(Level.INFO, "a received file is not available yet: {0}", e.getMessage());
      return e.failure().isFinal()
          ? received.with(missing.failed(e.failure()), received.media())
          : received;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a received file could not be downloaded yet", e);
      return received;
    } finally {
      permits.release();
    }
  }
}
