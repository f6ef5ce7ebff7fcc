package io.crier.x.rss;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.xaccounts.XDirectory;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Finds authors by their feeds, without access to X. Feeds carry no ids of authors, so each gets
 * one made of the name, far above those of X: a new name makes a new author.
 */
public final class FeedDirectory implements XDirectory {

  /** X's own numbers grow with time, and reach this one in 2045. */
  private static final long LOWEST = 1L << 62;

  private final Feeds feeds;

  public FeedDirectory(Feeds feeds) {
    this.feeds = feeds;
  }

  @Override
  public Lookup find(XUsername username) {
    var author =
        new XAccount(
            numberOf(username), username, Optional.empty(), Optional.empty(), XAccountState.ACTIVE);
    return switch (feeds.fetch(author)) {
      case Feeds.Fetched.Posts posts -> new Lookup.Found(author);
      case Feeds.Fetched.Refused refused ->
          refused.fault() == XFault.NOT_FOUND
              ? new Lookup.Missing(XAccountState.GONE)
              : new Lookup.Failed(refused.fault(), Optional.empty());
    };
  }

  /** Feeds are found by name only: nothing is heard. */
  @Override
  public Map<XUserId, Lookup> refresh(Collection<XUserId> authors) {
    return Map.of();
  }

  private static XUserId numberOf(XUsername username) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(username.key().getBytes(UTF_8));
      return new XUserId(LOWEST | ByteBuffer.wrap(hash).getLong() & (LOWEST - 1));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
