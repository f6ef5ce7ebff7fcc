package io.crier.application.webhooks;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shares the places for posts among the endpoints. Each endpoint has one of its own, whatever the
 * others do. What is left over goes to those that answer quickly, and no account gets all of it.
 */
final class PostPlaces {

  /** For one post to each endpoint. */
  static final int MOST_FIRST = 2_000;

  /** For further posts to the same endpoints. */
  static final int MOST_FURTHER = 500;

  static final int MOST_FURTHER_PER_ACCOUNT = 100;

  private static final Duration SLOW = Duration.ofSeconds(2);

  private final Map<WebhookId, Taken> taken = new HashMap<>();
  private final Map<AccountId, Integer> furtherOf = new HashMap<>();
  private final Set<WebhookId> slow = new HashSet<>();
  private int further;

  /** The posts to an endpoint, and how many of its places they take. */
  private record Taken(AccountId account, int posts, int places) {}

  synchronized void begin(WebhookEndpoint endpoint, int places) {
    var before = taken.getOrDefault(endpoint.id(), new Taken(endpoint.account(), 0, 0));
    if (before.posts() > 0) {
      further++;
      furtherOf.merge(endpoint.account(), 1, Integer::sum);
    }
    taken.put(
        endpoint.id(), new Taken(endpoint.account(), before.posts() + 1, before.places() + places));
  }

  /** A post has ended, after this time. */
  synchronized void end(WebhookEndpoint endpoint, int places, Duration took) {
    var before = taken.get(endpoint.id());
    if (before.posts() > 1) {
      further--;
      furtherOf.merge(endpoint.account(), -1, (some, less) -> some + less > 0 ? some - 1 : null);
      taken.put(
          endpoint.id(), new Taken(before.account(), before.posts() - 1, before.places() - places));
    } else {
      taken.remove(endpoint.id());
    }
    if (took.compareTo(SLOW) > 0) {
      slow.add(endpoint.id());
    } else {
      slow.remove(endpoint.id());
    }
  }

  synchronized boolean areAllIdle() {
    return taken.isEmpty();
  }

  /** How many more endpoints may get their first post. */
  synchronized int freeForFirst() {
    return MOST_FIRST - taken.size();
  }

  /** How many further posts may begin at once. */
  synchronized int freeForFurther() {
    return Math.min(MOST_FURTHER - further, MOST_FURTHER_PER_ACCOUNT);
  }

  /** How many of its places each endpoint uses. */
  synchronized Map<WebhookId, Integer> used() {
    var used = new HashMap<WebhookId, Integer>();
    taken.forEach((id, it) -> used.put(id, it.places()));
    return used;
  }

  /** The same, where endpoints that may not use more use all of theirs. */
  synchronized Map<WebhookId, Integer> usedByFurther() {
    var used = used();
    taken.forEach(
        (id, it) -> {
          if (furtherOf.getOrDefault(it.account(), 0) >= MOST_FURTHER_PER_ACCOUNT) {
            used.put(id, ClaimDeliveries.MOST_PER_ENDPOINT);
          }
        });
    slow.forEach(id -> used.put(id, ClaimDeliveries.MOST_PER_ENDPOINT));
    return used;
  }
}
