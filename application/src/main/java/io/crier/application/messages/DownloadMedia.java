package io.crier.application.messages;

import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Downloads missing files of received messages, again and again for a day. The node that runs a
 * session downloads its files, one at a time, so that a slow host delays no other session.
 */
public final class DownloadMedia {

  private static final Logger LOG = System.getLogger(DownloadMedia.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 16;

  /** Longer than any download takes. */
  private static final Duration HOLD = Duration.ofMinutes(15);

  private final MissingFiles missingFiles;
  private final Messages messages;
  private final RunSessions runSessions;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final Set<SessionId> busy = ConcurrentHashMap.newKeySet();
  private final Batcher<Boolean> rounds;
  private volatile Clockwork.Repetition polls;
  private volatile boolean stopped = true;

  public DownloadMedia(
      MissingFiles missingFiles,
      Messages messages,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      RandomGenerator random) {
    this.missingFiles = missingFiles;
    this.messages = messages;
    this.runSessions = runSessions;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.clockwork = clockwork;
    this.random = random;
    rounds = new Batcher<>(clockwork::run, MOST_AT_ONCE, Integer.MAX_VALUE, wakes -> round());
  }

  public void start() {
    stopped = false;
    polls = clockwork.every(POLL, this::wake);
  }

  /** Starts no further downloads. */
  public void stop() {
    stopped = true;
    if (polls != null) {
      polls.cancel();
    }
  }

  /** Call this when there may be something to download. */
  void wake() {
    if (!stopped) {
      rounds.offer(true);
    }
  }

  private void round() {
    var free = MOST_AT_ONCE - busy.size();
    if (stopped || free <= 0 || !lease.isValid()) {
      return;
    }
    try {
      var now = clockwork.now();
      unitOfWork
          .execute(
              () -> missingFiles.claim(lease.node(), now, now.plus(HOLD), Set.copyOf(busy), free))
          .forEach(this::begin);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "downloads wait: the database does not answer", e);
    }
  }

  private void begin(MissingFile file) {
    busy.add(file.session());
    clockwork.run(
        () -> {
          try {
            download(file);
          } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a download could not be recorded; it is repeated later", e);
          } finally {
            busy.remove(file.session());
          }
          wake();
        });
  }

  private void download(MissingFile file) {
    var connection = runSessions.connection(file.session()).flatMap(it -> it.media());
    var missing = unitOfWork.execute(() -> missing(file));
    if (missing.isEmpty()) {
      unitOfWork.run(() -> missingFiles.remove(file.message()));
    } else if (connection.isEmpty()) {
      record(file.postponed(clockwork.now()), MediaFailure.NOT_CONNECTED);
    } else {
      try {
        record(file, connection.get().download(missing.get(), file.reference()));
      } catch (MediaUnavailable e) {
        LOG.log(Level.INFO, "a received file is not available: {0}", e.getMessage());
        failed(file, e.failure());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a received file could not be downloaded", e);
        failed(file, MediaFailure.UNREACHABLE);
      }
    }
  }

  private Optional<MissingMedia> missing(MissingFile file) {
    return messages
        .find(file.account(), file.message())
        .map(Message::content)
        .filter(MissingMedia.class::isInstance)
        .map(MissingMedia.class::cast);
  }

  private void failed(MissingFile file, MediaFailure why) {
    record(why.isFinal() ? file.givenUp() : file.failed(clockwork.now(), random), why);
  }

  private void record(MissingFile file, MediaFile arrived) {
    unitOfWork.run(
        () -> {
          if (missingFiles.remove(file.message())) {
            publish(file, missing -> missing.arrived(arrived));
          }
        });
  }

  private void record(MissingFile file, MediaFailure why) {
    unitOfWork.run(
        () -> {
          if (missingFiles.replace(file) && file.nextAt().isEmpty()) {
            publish(file, missing -> missing.failed(why));
          }
        });
  }

  /** Gives up all files of a session, in the unit of work that deletes it. */
  public void giveUp(SessionId session) {
    for (var file : missingFiles.expected(session)) {
      publish(file, missing -> missing.failed(MediaFailure.SESSION_DELETED));
    }
  }

  private interface Change {
    Content of(MissingMedia missing);
  }

  private void publish(MissingFile file, Change change) {
    messages
        .lock(file.message())
        .ifPresent(
            message -> {
              // A message that was deleted and blanked meanwhile has no file any more.
              if (message.content() instanceof MissingMedia missing) {
                var changed = message.with(change.of(missing));
                messages.revise(changed);
                events.publish(List.of(changed.mediaChanged(clockwork.now())));
              }
            });
  }
}
