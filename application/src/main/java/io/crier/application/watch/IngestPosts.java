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

/** Ingests posts: stores the posts, the alerts and their authors' progress in one transaction. */
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
     * Called with new posts in the order of their ids, within the unit of work that stores them.
     */
    void notifyOf(List<Post> fresh);

    /**
     * Called with posts that were deleted on X, within the unit of work that removes their texts.
     */
    void forget(Collection<PostId> deleted);

    /** Whether what is deleted on X is to be removed here too. */
    default boolean honoursDeletions() {
      return true;
    }

    /** The accounts that follow the author; called within a unit of work. */
    Set<AccountId> accounts(XUserId author);
  }

  /** The posts that were new, and the watches as they were stored. */
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
   * Ingests posts, some of which may have been seen before.
   *
   * @param progress the authors' watches after the read, given what was new; may be called twice
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

  /** These posts were deleted: removes their texts, if the audience requires that. */
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
