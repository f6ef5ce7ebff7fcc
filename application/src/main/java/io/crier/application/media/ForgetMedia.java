package io.crier.application.media;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Deletes expired files. */
public final class ForgetMedia {

  private static final Logger LOG = System.getLogger(ForgetMedia.class.getName());

  /** A sweep visits every file, so it is rare. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final MediaStore media;
  private final InstantSource clock;
  private final Duration kept;
  private Instant next = Instant.MIN;

  /**
   * @param kept how long files are stored
   */
  public ForgetMedia(MediaStore media, InstantSource clock, Duration kept) {
    this.media = media;
    this.clock = clock;
    this.kept = kept;
  }

  /** Sweeps, unless the last sweep was less than an hour ago. */
  public synchronized void forgetOld() {
    var now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(PAUSE);
    try {
      media.sweep(now.minus(kept));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "old files stay for another hour", e);
    }
  }
}
