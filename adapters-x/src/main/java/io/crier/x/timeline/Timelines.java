package io.crier.x.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.watch.PullSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.PostId;
import io.crier.x.Answer;
import io.crier.x.Faults;
import io.crier.x.PostReader;
import io.crier.x.XApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;

/** Asks X for what one author has posted. */
public final class Timelines implements PullSource {

  public static final String NAME = "timeline";

  private static final int SMALLEST_PAGE = 5;
  private static final int LARGEST_PAGE = 100;

  /** How far back X looks where it will not look further. */
  private static final Duration REACH = Duration.ofDays(7).minusHours(2);

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
    var answer = ask(request, request.since());
    var reach = PostId.justBefore(clock.instant().minus(REACH));
    if (answer instanceof Answer.Refused refused
        && refused.trouble().fault() == XFault.REJECTED
        && blames(refused.body(), "since_id")
        && reach.isAfter(request.since())) {
      answer = ask(request, reach);
    }
    return answer instanceof Answer.Refused refused
        ? new Reading.Failed(refused.trouble().fault(), refused.trouble().until(), refused.window())
        : page(answer, request.since());
  }

  private Answer ask(Request request, PostId since) {
    var most = Math.clamp(request.most(), SMALLEST_PAGE, LARGEST_PAGE);
    // No expansions: each author that comes along is paid for.
    var query =
        new HashMap<>(
            Map.of("max_results", Integer.toString(most), "tweet.fields", PostReader.FIELDS));
    if (since.isAfter(PostId.NONE)) {
      query.put("since_id", Long.toString(since.value()));
    }
    request.next().ifPresent(token -> query.put("pagination_token", token));
    var unwanted = new StringJoiner(",");
    if (!request.replies()) {
      // X leaves the author's own threads in.
      unwanted.add("replies");
    }
    if (!request.reposts()) {
      unwanted.add("retweets");
    }
    if (unwanted.length() > 0) {
      query.put("exclude", unwanted.toString());
    }
    return x.get("/2/users/" + request.author().id().value() + "/tweets", query);
  }

  private static Reading page(Answer answer, PostId since) {
    var body = answer.body();
    var error = Faults.first(body);
    if (body.path("data").isMissingNode() && !error.isMissingNode()) {
      return new Reading.Failed(Faults.of(error), Optional.empty(), answer.window());
    }
    var posts =
        StreamSupport.stream(body.path("data").spliterator(), false)
            .flatMap(post -> PostReader.read(post, body.path("includes")).stream())
            .filter(post -> post.id().isAfter(since))
            .toList();
    var next = Optional.ofNullable(body.path("meta").path("next_token").textValue());
    return new Reading.Page(posts, next, answer.window());
  }

  private static boolean blames(JsonNode body, String parameter) {
    return body.toString().contains(parameter);
  }
}
