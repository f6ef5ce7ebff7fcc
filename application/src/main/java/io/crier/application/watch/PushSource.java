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

/**
 * A way to be told of posts as they are made. It reports; when to connect again is not its affair.
 */
public interface PushSource {

  /** The name by which configuration chooses it. */
  String name();

  /** How many authors it can follow at most. */
  int capacity();

  /** Starts to connect and returns at once; what becomes of it is told to the listener. */
  Connection open(Listener listener);

  /** One connection, from its opening until it is closed or lost. */
  interface Connection extends AutoCloseable {

    /**
     * Makes X tell of these authors and of no others; of use before the stream is connected, too.
     * Returns what went wrong, if anything did.
     */
    Optional<Trouble> follow(Collection<Followed> authors);

    /** Ends it; nothing is told afterwards. Closing twice is closing once. */
    @Override
    void close();
  }

  /**
   * An author to be told of.
   *
   * @param replies whether answers to others are wanted; without, a source may leave them out
   * @param reposts whether reposts are wanted; without, a source may leave them out
   */
  record Followed(XAccount author, boolean replies, boolean reposts) {}

  /** Why something did not work, and when it may, if X said so. */
  record Trouble(XFault fault, Optional<Instant> until) {}

  /** What wants to know; called from threads of the source, one call at a time. */
  interface Listener {

    /** The stream is open. */
    void connected();

    /** There was a sign of life: a heartbeat, or anything else. */
    void alive();

    /** May be told twice. */
    void posted(Post post);

    void deleted(PostId post);

    void renamed(XUserId author, XUsername username);

    /** The connection is of no use any more; told at most once. */
    void lost(Trouble trouble);
  }
}
