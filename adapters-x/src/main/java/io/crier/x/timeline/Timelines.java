package io.crier.x.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.watch.PullSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.PostId;
import io.crier.x.PostReader;
import io.crier.x.XApi;
import io.crier.x.XErrors;
import io.crier.x.XResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;

/** Reads one author's posts from their timeline. */
public final class Timelines implements PullSource {

  public static final String NAME = "timeline";

  private static final int SMALLEST_PAGE = 5;
  private static final int LARGEST_PAGE = 100;

  /** How far back X serves posts when it rejects an older {@code since_id}. */
  private static final Duration LOOKBACK = Duration.ofDays(7).minusHours(2);

  private final XApi x;
  private final InstantSource clock;

  public Timelines(XApi x, InstantSource clock) {
    this.x = x;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBilled() {
    return true;
  }

  @Override
  public int smallestPage() {
    return SMALLEST_PAGE;
  }

  @Override
  public int largestPage() {
    return LARGEST_PAGE;
  }

  @Override
  public Reading read(Request request) {
    var response = send(request, request.since());
    var oldest = PostId.justBefore(clock.instant().minus(LOOKBACK));
    if (response instanceof XResponse.Failure failure
        && failure.trouble().fault() == XFault.REJECTED
        && mentions(failure.body(), "since_id")
        && oldest.isAfter(request.since())) {
      response = send(request, oldest);
    }
    return response instanceof XResponse.Failure failure
        ? new Reading.Failed(failure.trouble().fault(), failure.trouble().until(), failure.window())
        : page(response, request.since());
  }

  private XResponse send(Request request, PostId since) {
    var pageSize = Math.clamp(request.most(), SMALLEST_PAGE, LARGEST_PAGE);
    // No expansions: X bills each author they return.
    var query =
        new HashMap<>(
            Map.of("max_results", Integer.toString(pageSize), "tweet.fields", PostReader.FIELDS));
    if (since.isAfter(PostId.NONE)) {
      query.put("since_id", Long.toString(since.value()));
    }
    request.next().ifPresent(token -> query.put("pagination_token", token));
    var excluded = new StringJoiner(",");
    if (!request.replies()) {
      // X still returns the author's own threads.
      excluded.add("replies");
    }
    if (!request.reposts()) {
      excluded.add("retweets");
    }
    if (excluded.length() > 0) {
      query.put("exclude", excluded.toString());
    }
    return x.get("/2/users/" + request.author().id().value() + "/tweets", query);
  }

  private static Reading page(XResponse response, PostId since) {
    var body = response.body();
    var error = XErrors.firstError(body);
    if (body.path("data").isMissingNode() && !error.isMissingNode()) {
      return new Reading.Failed(XErrors.faultOf(error), Optional.empty(), response.window());
    }
    var posts =
        StreamSupport.stream(body.path("data").spliterator(), false)
            .flatMap(post -> PostReader.read(post, body.path("includes")).stream())
            .filter(post -> post.id().isAfter(since))
            .toList();
    var next = Optional.ofNullable(body.path("meta").path("next_token").textValue());
    return new Reading.Page(posts, next, response.window());
  }

  private static boolean mentions(JsonNode body, String parameter) {
    return body.toString().contains(parameter);
  }
}
