package io.crier.application.webhooks;

import io.crier.application.UnitOfWork;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Claims due deliveries and sorts out those that cannot be posted now. */
public final class ClaimDeliveries {

  static final int MOST_PER_ENDPOINT = 8;

  private static final Duration HOLD = Duration.ofSeconds(60);

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ClaimDeliveries(
      Webhooks webhooks, Deliveries deliveries, UnitOfWork unitOfWork, InstantSource clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** A delivery to post now; a probe takes all slots of its endpoint. */
  record DuePost(Deliveries.Claimed claimed, WebhookEndpoint endpoint, int places) {}

  /** Claims deliveries for which there are places. */
  List<Deliveries.Claimed> claim(PostPlaces places) {
    var first = claim(places.freeForFirst(), 1, places.used());
    return first.isEmpty() && !places.areAllIdle()
        ? claim(places.freeForFurther(), MOST_PER_ENDPOINT, places.usedByFurther())
        : first;
  }

  private List<Deliveries.Claimed> claim(int limit, int perEndpoint, Map<WebhookId, Integer> used) {
    return limit <= 0
        ? List.of()
        : unitOfWork.execute(
            () -> deliveries.claim(clock.instant(), HOLD, limit, perEndpoint, used));
  }

  /** The deliveries to post now; records the others as abandoned or postponed. */
  List<DuePost> sort(List<Deliveries.Claimed> claimed, Map<WebhookId, Integer> busy) {
    var ids = claimed.stream().map(it -> it.delivery().webhook()).distinct().toList();
    var endpoints =
        unitOfWork.execute(() -> webhooks.dispatching(ids)).stream()
            .collect(Collectors.toMap(WebhookEndpoint::id, Function.identity()));
    var now = clock.instant();
    var taken = new HashSet<>(busy.keySet());
    var posts = new ArrayList<DuePost>();
    var idle = new ArrayList<Deliveries.Result>();
    var broken = new HashMap<WebhookId, Instant>();
    for (var it : claimed) {
      var delivery = it.delivery();
      var endpoint = endpoints.get(delivery.webhook());
      if (endpoint == null) {
        continue; // removed in the meantime, and its deliveries with it
      }
      if (endpoint.disabled().isPresent()) {
        idle.add(new Deliveries.Result(delivery.abandoned(), Optional.empty()));
      } else if (endpoint.health().isBroken(now)) {
        broken.put(endpoint.id(), endpoint.health().brokenUntil().orElseThrow());
      } else if (!endpoint.health().isOnProbation(now)) {
        posts.add(new DuePost(it, endpoint, 1));
      } else if (taken.add(endpoint.id())) {
        posts.add(new DuePost(it, endpoint, MOST_PER_ENDPOINT));
      } else {
        idle.add(new Deliveries.Result(delivery.postponed(now), Optional.empty()));
      }
    }
    if (!idle.isEmpty() || !broken.isEmpty()) {
      unitOfWork.run(
          () -> {
            deliveries.record(idle);
            broken.forEach(deliveries::postpone);
          });
    }
    return posts;
  }
}
