package io.crier.x.fake;

import static io.crier.x.fake.Reply.error;
import static io.crier.x.fake.Reply.object;
import static io.crier.x.fake.Reply.problem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccountState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoint that lists one author's posts, the newest first. */
final class TimelineEndpoint {

  private final InstantSource clock;
  private final Users users;
  private final Posts posts;
  private final BillingMeter meter;
  private volatile Duration lag = Duration.ZERO;
  private volatile Optional<Duration> maxAge = Optional.empty();
  private volatile boolean addsErrors;

  TimelineEndpoint(InstantSource clock, Users users, Posts posts, BillingMeter meter) {
    this.clock = clock;
    this.users = users;
    this.posts = posts;
    this.meter = meter;
  }

  void delay(Duration lag) {
    this.lag = lag;
  }

  void limitAge(Duration maxAge) {
    this.maxAge = Optional.of(maxAge);
  }

  void addErrors(boolean on) {
    addsErrors = on;
  }

  Reply read(String id, Map<String, String> query, FieldNames names) {
    var author = users.findById(id);
    if (author.filter(it -> it.state == XAccountState.ACTIVE).isEmpty()) {
      return Reply.of(withError(object(), unreadable(id, author)));
    }
    var pageSize = Integer.parseInt(query.getOrDefault("max_results", "10"));
    var since = new PostId(Long.parseLong(query.getOrDefault("since_id", "0")));
    if (pageSize < 5 || pageSize > 100) {
      return problem(400, "invalid-request", "max_results is not between 5 and 100");
    }
    if (maxAge.filter(it -> since.madeAt().isBefore(clock.instant().minus(it))).isPresent()) {
      return problem(400, "invalid-request", "'since_id' must be a post from the last days");
    }
    var newest = PostId.justBefore(clock.instant().minus(lag).plusMillis(1));
    var below =
        new PostId(Long.parseLong(query.getOrDefault("pagination_token", "" + Long.MAX_VALUE)));
    var exclude = List.of(query.getOrDefault("exclude", "").split(","));
    var found =
        posts
            .newestFirst()
            .filter(post -> post.author() == author.get())
            .filter(post -> post.id().isAfter(since) && below.isAfter(post.id()))
            .filter(post -> lag.isZero() || !post.id().isAfter(newest))
            .filter(post -> !exclude.contains("replies") || !post.isReplyToOthers())
            .filter(post -> !exclude.contains("retweets") || !post.is("retweeted"))
            .limit(pageSize + 1L)
            .toList();
    return Reply.of(page(found, pageSize, names));
  }

  private static ObjectNode unreadable(String id, Optional<FakeAuthor> author) {
    return author.filter(it -> it.state == XAccountState.PROTECTED).isPresent()
        ? error("not-authorized-for-resource", "Sorry, you are not authorized.")
        : error("resource-not-found", Users.missing(id, Users.isSuspended(author)));
  }

  private ObjectNode page(List<FakePost> found, int pageSize, FieldNames names) {
    var page = found.subList(0, Math.min(pageSize, found.size()));
    var answer = object();
    for (var post : page) {
      answer.withArray("/data").add(post.json(names));
      meter.readPost(post.id().value());
    }
    var meta = answer.putObject("meta").put("result_count", page.size());
    if (found.size() > pageSize) {
      meta.put("next_token", Long.toString(page.getLast().id().value()));
    }
    return addsErrors
        ? withError(answer, error("resource-not-found", "Could not find tweet with referenced id."))
        : answer;
  }

  private static ObjectNode withError(ObjectNode answer, ObjectNode error) {
    answer.withArray("/errors").add(error);
    return answer;
  }
}
