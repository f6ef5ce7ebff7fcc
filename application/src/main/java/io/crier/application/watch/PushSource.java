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
 * A way to receive posts as they are published. It reports; the caller decides when to reconnect.
 */
public interface PushSource {

  /** The name that the configuration uses. */
  String name();

  /** The maximum number of authors it can follow. */
  int capacity();

  /** Starts to connect and returns at once; the listener receives the outcome. */
  Connection open(Listener listener);

  /** One connection, until it is closed or lost. */
  interface Connection extends AutoCloseable {

    /**
     * Makes X report exactly these authors; may be called before the stream is connected. Returns
     * the failure, if there was one.
     */
    Optional<Trouble> follow(Collection<Followed> authors);

    /** Closes it; nothing is reported afterwards. Idempotent. */
    @Override
    void close();
  }

  /**
   * An author to follow.
   *
   * @param replies whether replies to others are wanted; if not, a source may leave them out
   * @param reposts whether reposts are wanted; if not, a source may leave them out
   */
  record Followed(XAccount author, boolean replies, boolean reposts) {}

  /** Why something failed, and when a retry makes sense, if X reported it. */
  record Trouble(XFault fault, Optional<Instant> until) {}

  /** Receives reports on threads of the source, one call at a time. */
  interface Listener {

    /** The stream is open. */
    void connected();

    /** Anything was received: a heartbeat, for example. */
    void alive();

    /** The same post may be reported twice. */
    void posted(Post post);

    void deleted(PostId post);

    void renamed(XUserId author, XUsername username);

    /** The connection is lost; reported at most once. */
    void lost(Trouble trouble);
  }
}
