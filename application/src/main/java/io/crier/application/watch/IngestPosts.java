package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes posts in: keeps the posts, the alerts and the progress of their authors in one transaction.
 */
public final class IngestPosts {

  private final XAccounts xAccounts;
  private final Posts posts;
  private final Audience audience;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Runnable onStored;

  /** The subscribers. */
  public interface Audience {

    /**
     * These posts are new, in the order of their ids; called within the unit of work that keeps
     * them.
     */
    void notifyOf(List<Post> fresh);

    /** These posts were deleted on X; called within the unit of work that forgets their texts. */
    void forget(Collection<PostId> deleted);

    /** Whether what is deleted on X is to be forgotten here too. */
    default boolean honoursDeletions() {
      return true;
    }

    /** The accounts that want to know of the author; called within a unit of work. */
    Set<AccountId> accounts(XUserId author);
  }

  /** The posts that were new, and the watches as they were kept. */
  public record Ingested(List<Post> fresh, List<Watch> watches) {}

  /**
   * @param onStored runs when new posts have become durable; must not block
   */
  public IngestPosts(
      XAccounts xAccounts,
      Posts posts,
      Audience audience,
      UnitOfWork unitOfWork,
      InstantSource clock,
      Runnable onStored) {
    this.xAccounts = xAccounts;
    this.posts = posts;
    this.audience = audience;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    this.onStored = onStored;
  }

  /**
   * Takes in what may have been seen before.
   *
   * @param progress how far authors are read then, given what was new; may be asked twice
   */
  public Ingested ingest(Collection<Post> seen, Function<List<Post>, List<Watch>> progress) {
    var now = clock.instant();
    var ingested =
        unitOfWork.execute(
            () -> {
              var fresh = posts.add(seen, now);
              if (!fresh.isEmpty()) {
                audience.notifyOf(fresh);
              }
              var watches = progress.apply(fresh);
              xAccounts.save(watches);
              return new Ingested(fresh, watches);
            });
    if (!ingested.fresh().isEmpty()) {
      onStored.run();
    }
    return ingested;
  }

  /** These posts are no more: what they said is forgotten, if the audience wants it so. */
  public void forget(Collection<PostId> deleted) {
    if (!audience.honoursDeletions()) {
      return;
    }
    unitOfWork.run(
        () -> {
          posts.blank(deleted, clock.instant());
          audience.forget(deleted);
        });
  }
}
