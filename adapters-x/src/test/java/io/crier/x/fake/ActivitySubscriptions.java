package io.crier.x.fake;

import static io.crier.x.fake.Reply.object;
import static io.crier.x.fake.Reply.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.XAccountState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The subscriptions of the Activity API, and the endpoints that list and change them. */
final class ActivitySubscriptions {

  private static final int MAX_SUBSCRIPTIONS = 1_500;

  private final Users users;
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private volatile SubscriptionShape shape = SubscriptionShape.NESTED;
  private long lastId;

  ActivitySubscriptions(Users users) {
    this.users = users;
  }

  private record Subscription(String id, String event, long author) {

    ObjectNode json() {
      var json = object().put("subscription_id", id).put("event_type", event).put("tag", "crier");
      json.putObject("filter").put("user_id", Long.toString(author));
      return json;
    }
  }

  void shape(SubscriptionShape shape) {
    this.shape = shape;
  }

  List<String> descriptions() {
    return subscriptions.values().stream().map(it -> it.event() + " " + it.author()).toList();
  }

  boolean contains(String event, long author) {
    return subscriptions.values().stream()
        .anyMatch(it -> it.event().equals(event) && it.author() == author);
  }

  Reply read() {
    return Reply.of(shaped(subscriptions.values()));
  }

  Reply subscribe(JsonNode request) {
    var author = users.findById(request.at("/filter/user_id").asText());
    if (author.filter(it -> it.state == XAccountState.ACTIVE).isEmpty()) {
      return problem(400, "invalid-request", "This user cannot be followed.");
    }
    if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
      return problem(403, "client-forbidden", "Too many subscriptions");
    }
    var event = request.path("event_type").asText();
    return Reply.of(shaped(List.of(add(event, author.get().id.value()))));
  }

  void put(String event, long author) {
    add(event, author);
  }

  private Subscription add(String event, long author) {
    var subscription = new Subscription(Long.toString(++lastId), event, author);
    subscriptions.put(subscription.id(), subscription);
    return subscription;
  }

  Reply unsubscribe(String id) {
    return subscriptions.remove(id) == null
        ? problem(404, "resource-not-found", "There is no such subscription.")
        : Reply.of(object().set("data", object().put("deleted", true)));
  }

  private ObjectNode shaped(Collection<Subscription> some) {
    var answer = object();
    if (shape == SubscriptionShape.OBJECT && some.size() == 1) {
      return answer.set("data", some.iterator().next().json());
    }
    var data = answer.putArray("data");
    var nested = shape == SubscriptionShape.NESTED;
    for (var each : some) {
      data.add(nested ? object().set("subscription", each.json()) : each.json());
    }
    return nested && some.size() == 1 ? answer.set("data", data.get(0)) : answer;
  }
}
