package io.crier.application.watch;

import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** A way to receive posts as they are made. It reports; the caller decides when to reconnect. */
public interface PushSource {

  /** The name by which configuration chooses it. */
  String name();

  /** How many authors it can follow at most. */
  int capacity();

  /** Starts to connect and returns at once; the listener receives the outcome. */
  Connection open(Listener listener);

  /** One connection, from its opening until it is closed or lost. */
  interface Connection extends AutoCloseable {

    /**
     * Makes X report these authors and no others; may be called before the stream is connected.
     * Returns what went wrong, if anything did.
     */
    Optional<Trouble> follow(Collection<Followed> authors);

    /** Ends it; nothing is reported afterwards. Closing twice is harmless. */
    @Override
    void close();
  }

  /**
   * An author to follow.
   *
   * @param replies whether answers to others are wanted; without, a source may leave them out
   * @param reposts whether reposts are wanted; without, a source may leave them out
   */
  record Followed(XAccount author, boolean replies, boolean reposts) {}

  /** Why something did not work, and when it may, if X said so. */
  record Trouble(XFault fault, Optional<Instant> until) {}

  /** Receives reports on threads of the source, one call at a time. */
  interface Listener {

    /** The stream is open. */
    void connected();

    /** There was a sign of life: a heartbeat, or anything else. */
    void alive();

    /** May be reported twice. */
    void posted(Post post);

    void deleted(PostId post);

    void renamed(XUserId author, XUsername username);

    /** The connection is lost; reported at most once. */
    void lost(Trouble trouble);
  }
}
