package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Ingests what the sources return, one batch at a time, so that the roster stays up to date. */
final class Intake {

  private final Roster roster;
  private final XAccounts xAccounts;
  private final IngestPosts ingestPosts;
  private final Tally tally;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();

  Intake(
      Roster roster,
      XAccounts xAccounts,
      IngestPosts ingestPosts,
      Tally tally,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.roster = roster;
    this.xAccounts = xAccounts;
    this.ingestPosts = ingestPosts;
    this.tally = tally;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * Ingests everything that an author posted from the watermark up to that post; returns what was
   * new.
   */
  List<Post> read(Author author, List<Post> posts, PostId upTo, Instant begun) {
    return take(author, posts, watch -> watch.readTo(upTo).checked(begun));
  }

  /** Ingests part of what an author posted: there may be more. */
  List<Post> readInPart(Author author, List<Post> posts) {
    return take(author, posts, UnaryOperator.identity());
  }

  private List<Post> take(Author author, List<Post> posts, UnaryOperator<Watch> progress) {
    turn.lock();
    try {
      if (posts.isEmpty()) {
        author.change(progress);
        return List.of();
      }
      var ingested =
          ingestPosts.ingest(posts, fresh -> List.of(progress.apply(author.watch()).posted(fresh)));
      ingested.watches().forEach(author::kept);
      noteNames(ingested.fresh());
      tally.detected(ingested.fresh(), clock.instant());
      return ingested.fresh();
    } finally {
      turn.unlock();
    }
  }

  /** Posts from a stream, of any authors; returns what was new. */
  List<Post> readStream(Collection<Post> posts) {
    turn.lock();
    try {
      var ours = posts.stream().filter(post -> roster.find(post.author()).isPresent()).toList();
      if (ours.isEmpty()) {
        return List.of();
      }
      var ingested = ingestPosts.ingest(ours, this::watchesAfter);
      ingested
          .watches()
          .forEach(
              watch -> roster.find(watch.account().id()).ifPresent(author -> author.kept(watch)));
      noteNames(ingested.fresh());
      tally.detected(ingested.fresh(), clock.instant());
      return ingested.fresh();
    } finally {
      turn.unlock();
    }
  }

  /** A stream does not move the watermark: only a poll finds what a stream has missed. */
  private List<Watch> watchesAfter(List<Post> fresh) {
    var watches = new ArrayList<Watch>();
    fresh.stream()
        .map(Post::author)
        .distinct()
        .flatMap(id -> roster.find(id).stream())
        .forEach(
            author ->
                watches.add(
                    author
                        .watch()
                        .posted(
                            fresh.stream()
                                .filter(post -> post.author().equals(author.id()))
                                .toList())));
    return watches;
  }

  /** The newest post contains its author's current name. */
  private void noteNames(List<Post> fresh) {
    fresh.stream()
        .sorted(Comparator.comparing(Post::id))
        .forEach(
            post ->
                post.username()
                    .ifPresent(
                        name ->
                            roster
                                .find(post.author())
                                .filter(author -> !author.account().username().equals(name))
                                .ifPresent(
                                    author -> describe(author, author.account().named(name)))));
  }

  /** Stores a changed description of the author. */
  void describe(Author author, XAccount account) {
    unitOfWork.run(() -> xAccounts.keep(account, clock.instant()));
    author.kept(author.watch().describedAs(account));
  }

  /** Stores watches that have changed in the meantime. */
  void flush() {
    turn.lock();
    try {
      var changed = roster.all().stream().flatMap(it -> it.takeChanged().stream()).toList();
      if (!changed.isEmpty()) {
        try {
          unitOfWork.run(() -> xAccounts.save(changed));
        } catch (RuntimeException e) {
          changed.forEach(
              watch ->
                  roster
                      .find(watch.account().id())
                      .ifPresent(it -> it.change(UnaryOperator.identity())));
          throw e;
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** Runs work while no posts are ingested. */
  void runExclusively(Runnable work) {
    turn.lock();
    try {
      work.run();
    } finally {
      turn.unlock();
    }
  }

  /** Removes posts that were deleted on X. */
  void forget(Collection<PostId> deleted) {
    ingestPosts.forget(deleted);
  }
}
