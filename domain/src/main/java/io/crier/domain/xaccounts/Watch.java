package io.crier.domain.xaccounts;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an author has been read, and how well that goes.
 *
 * @param watermark all posts up to this one have been taken in
 * @param postsPerDay how often the author posts, as far as seen, at the time of the last post
 * @param lastCheckedAt when it was last known that nothing had been missed
 * @param nextPollAt when to ask X again
 * @param misses answers in a row that X has no such author
 * @param stale whether its subscribers have been told that nobody can tell what it posts
 */
public record Watch(
    XAccount account,
    PostId watermark,
    double postsPerDay,
    Optional<Instant> lastCheckedAt,
    Optional<Instant> lastPostAt,
    Instant nextPollAt,
    int misses,
    Optional<Instant> missedSince,
    boolean stale) {}
