package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.events.Announcements;
import io.crier.application.events.NoticeEvents;
import io.crier.application.media.ForgetMedia;
import io.crier.application.messages.DownloadMedia;
import io.crier.application.notifications.AlertPhones;
import io.crier.application.protection.ProtectAccounts;
import io.crier.application.queue.FollowSessions;
import io.crier.application.queue.HeedNotes;
import io.crier.application.queue.SendQueue;
import io.crier.application.queue.SpreadSessions;
import io.crier.application.queue.SweepScheduled;
import io.crier.application.requests.LimitRequests;
import io.crier.application.retention.ForgetOld;
import io.crier.application.sending.AnswerCalls;
import io.crier.application.sessions.AnnounceNode;
import io.crier.application.sessions.OtherNodes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.users.AcceptInvitation;
import io.crier.application.users.RecognizeUser;
import io.crier.application.watch.WatchX;
import io.crier.application.webhooks.DispatchDeliveries;
import io.crier.persistence.EmbeddedFile;
import io.crier.rest.door.Draining;
import io.crier.rest.v1.events.EventStreams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Starts background work, and stops it gracefully. */
@ApplicationScoped
class StartAndStop {

  private static final Logger LOG = System.getLogger(StartAndStop.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);
  private static final Duration FILE_MAINTENANCE = Duration.ofSeconds(5);
  private static final long LOOK_NANOS = 20_000_000;

  @Inject DataFolder data;
  @Inject TimerThread timers;
  @Inject FirstStart firstStart;
  @Inject RecognizeUser recognizeUser;
  @Inject AcceptInvitation acceptInvitation;
  @Inject Authenticate authenticate;
  @Inject RunSessions runSessions;
  @Inject AnnounceNode announceNode;
  @Inject FollowSessions followSessions;
  @Inject SendQueue sendQueue;
  @Inject SweepScheduled sweepScheduled;
  @Inject OtherNodes otherNodes;
  @Inject HeedNotes heedNotes;
  @Inject LimitRequests limitRequests;
  @Inject SpreadSessions spreadSessions;
  @Inject DownloadMedia downloadMedia;
  @Inject AlertPhones alertPhones;
  @Inject AnswerCalls answerCalls;
  @Inject WatchX watchX;
  @Inject DispatchDeliveries dispatchDeliveries;
  @Inject ProtectAccounts protectAccounts;
  @Inject Announcements announcements;
  @Inject Draining draining;
  @Inject Departure departure;
  @Inject EventStreams eventStreams;
  @Inject NoticeEvents noticeEvents;
  @Inject ForgetOld forgetOld;
  @Inject ForgetMedia forgetMedia;
  @Inject EmbeddedFile embeddedFile;
  @Inject Clockwork clockwork;

  /** The server waits half a minute for open connections before it stops applications. */
  private final Thread beginningOfTheEnd =
      new Thread(
          () -> {
            draining.begin();
            eventStreams.close();
          });

  private Clockwork.Repetition housekeeping;
  private Clockwork.Repetition fileMaintenance;

  void start(@Observes Startup event) {
    data.lock();
    firstStart.handOver();
    timers.start();
    sweepScheduled.start();
    runSessions.start(followSessions);
    announceNode.started();
    otherNodes.start();
    heedNotes.start();
    limitRequests.start();
    noticeEvents.start(eventStreams::accounts, eventStreams::wake);
    spreadSessions.start();
    downloadMedia.start();
    alertPhones.start();
    watchX.start();
    dispatchDeliveries.start();
    protectAccounts.start(announcements);
    answerCalls.start(announcements);
    Runtime.getRuntime().addShutdownHook(beginningOfTheEnd);
    departure.prepare();
    housekeeping = clockwork.every(HOUSEKEEPING, this::keepHouse);
    fileMaintenance = clockwork.every(FILE_MAINTENANCE, embeddedFile::maintain);
  }

  void stop(@Observes Shutdown event) {
    if (housekeeping != null) {
      housekeeping.cancel();
      fileMaintenance.cancel();
    }
    forgetOld.stop();
    draining.begin();
    eventStreams.close();
    alertPhones.stop();
    watchX.stop();
    downloadMedia.stop();
    sweepScheduled.stop();
    otherNodes.stop();
    heedNotes.stop();
    limitRequests.stop();
    noticeEvents.stop();
    spreadSessions.stop();
    sendQueue.stop();
    dispatchDeliveries.stop();
    protectAccounts.stop();
    waitFor(() -> sendQueue.onTheirWay() <= 0);
    runSessions.disconnect();
    waitFor(() -> followSessions.unrecorded() == 0);
    runSessions.stop();
    // Other nodes run the sessions by now, however long the receivers of webhooks take.
    waitFor(() -> dispatchDeliveries.underWay() == 0);
    announceNode.stopped();
    timers.stop();
    authenticate.noteUses();
    data.unlock();
    forgetTheEnd();
  }

  private void forgetTheEnd() {
    departure.forget();
    try {
      Runtime.getRuntime().removeShutdownHook(beginningOfTheEnd);
    } catch (IllegalStateException itIsHere) {
      // the whole server is stopping, and the hook has already run
    }
  }

  private void waitFor(BooleanSupplier quiet) {
    var end = clockwork.now().plus(PATIENCE);
    while (!quiet.getAsBoolean() && clockwork.now().isBefore(end)) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void keepHouse() {
    try {
      authenticate.noteUses();
      recognizeUser.forgetOld();
      acceptInvitation.forgetOld();
      forgetOld.forgetOld();
      forgetMedia.forgetOld();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "housekeeping waits: the database does not answer", e);
    }
  }
}
