package io.crier.x.fake;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Counts what the fake X charges: each post and each user once per UTC day. */
public final class BillingMeter {

  private static final int POST_MILLS = 5;
  private static final int USER_MILLS = 10;

  private final InstantSource clock;
  private final Set<Object> seenToday = new HashSet<>();
  private final Map<YearMonth, Integer> postsByMonth = new HashMap<>();
  private LocalDate today;
  private long posts;
  private long users;
  private long credit = Long.MAX_VALUE;
  private int cap = 3_000_000;

  BillingMeter(InstantSource clock) {
    this.clock = clock;
    today = day();
  }

  private record Read(String kind, long id) {}

  synchronized void readPost(long id) {
    if (isNew(new Read("post", id))) {
      posts++;
      credit -= POST_MILLS;
      postsByMonth.merge(YearMonth.from(today), 1, Integer::sum);
    }
  }

  synchronized void readUser(long id) {
    if (isNew(new Read("user", id))) {
      users++;
      credit -= USER_MILLS;
    }
  }

  private boolean isNew(Read read) {
    if (!day().equals(today)) {
      today = day();
      seenToday.clear();
    }
    return seenToday.add(read);
  }

  /** All posts charged so far. */
  public synchronized long posts() {
    return posts;
  }

  /** All users charged so far. */
  public synchronized long users() {
    return users;
  }

  /** All charges so far, in thousandths of a dollar. */
  public synchronized long mills() {
    return posts * POST_MILLS + users * USER_MILLS;
  }

  /** Sets the remaining credit, in thousandths of a dollar. */
  public synchronized void credit(long mills) {
    credit = mills;
  }

  /** Limits the posts that can be read in a month. */
  public synchronized void cap(int postsPerMonth) {
    cap = postsPerMonth;
  }

  synchronized boolean isEmpty() {
    return credit <= 0;
  }

  synchronized boolean isCapped() {
    return postsByMonth.getOrDefault(YearMonth.from(day()), 0) >= cap;
  }

  private LocalDate day() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
