package io.crier.x.fake;

import static io.crier.x.fake.Reply.error;
import static io.crier.x.fake.Reply.object;
import static io.crier.x.fake.Reply.problem;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The accounts on the fake X, and the endpoints that look them up. */
final class Users {

  private final BillingMeter meter;
  private final List<FakeAuthor> authors = new CopyOnWriteArrayList<>();
  private long lastId = 1_000;

  Users(BillingMeter meter) {
    this.meter = meter;
  }

  XUserId add(String username, XAccountState state) {
    var id = new XUserId(++lastId);
    authors.add(new FakeAuthor(id, username, state));
    return id;
  }

  FakeAuthor get(String username) {
    return find(username)
        .orElseThrow(() -> new IllegalArgumentException("no account is named " + username));
  }

  Optional<FakeAuthor> find(String username) {
    return authors.stream().filter(it -> it.isNamed(username)).findFirst();
  }

  Optional<FakeAuthor> findById(String id) {
    return authors.stream().filter(it -> Long.toString(it.id.value()).equals(id)).findFirst();
  }

  Reply lookUp(String username) {
    var author = find(username).filter(FakeAuthor::isVisible);
    if (author.isEmpty()) {
      return problem(404, "resource-not-found", missing(username, isSuspended(find(username))));
    }
    meter.readUser(author.get().id.value());
    return Reply.of(object().set("data", author.get().json()));
  }

  Reply lookUpAll(String[] ids) {
    var answer = object();
    var errors = JsonNodeFactory.instance.arrayNode();
    for (var id : ids) {
      var author = findById(id);
      if (author.filter(FakeAuthor::isVisible).isPresent()) {
        meter.readUser(author.get().id.value());
        answer.withArray("/data").add(author.get().json());
      } else {
        errors.add(
            error("resource-not-found", missing(id, isSuspended(author)))
                .put("resource_id", id)
                .put("parameter", "ids"));
      }
    }
    return Reply.of(errors.isEmpty() ? answer : answer.set("errors", errors));
  }

  static boolean isSuspended(Optional<FakeAuthor> author) {
    return author.filter(it -> it.state == XAccountState.SUSPENDED).isPresent();
  }

  static String missing(String who, boolean suspended) {
    return suspended
        ? "User has been suspended: [" + who + "]."
        : "Could not find user with id or username: [" + who + "].";
  }
}
