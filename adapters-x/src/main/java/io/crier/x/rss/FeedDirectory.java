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
 * Looks up authors by their feeds, without access to X. Feeds contain no author ids, so the id is
 * derived from the username and lies far above X's range; a renamed author counts as a new one.
 */
public final class FeedDirectory implements XDirectory {

  /** X's ids grow with time and reach this one in 2045. */
  private static final long LOWEST_ID = 1L << 62;

  private final Feeds feeds;

  public FeedDirectory(Feeds feeds) {
    this.feeds = feeds;
  }

  @Override
  public Lookup find(XUsername username) {
    var author =
        new XAccount(
            idOf(username), username, Optional.empty(), Optional.empty(), XAccountState.ACTIVE);
    return switch (feeds.fetch(author)) {
      case Feeds.FetchResult.Posts posts -> new Lookup.Found(author);
      case Feeds.FetchResult.Failed failed ->
          failed.fault() == XFault.NOT_FOUND
              ? new Lookup.Missing(XAccountState.GONE)
              : new Lookup.Failed(failed.fault(), Optional.empty());
    };
  }

  /** Feeds are found by username only, so there is nothing to refresh. */
  @Override
  public Map<XUserId, Lookup> refresh(Collection<XUserId> authors) {
    return Map.of();
  }

  private static XUserId idOf(XUsername username) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(username.key().getBytes(UTF_8));
      return new XUserId(LOWEST_ID | ByteBuffer.wrap(hash).getLong() & (LOWEST_ID - 1));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
