package io.crier.application.webhooks;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.events.Published;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Receivers in memory with configurable behavior; fails inside a unit of work. */
public final class FakeReceivers implements Receivers {

  private static final int EXCERPT = 2_048;

  private final InMemoryUnitOfWork unitOfWork;
  private final Map<URI, Behaviour> behaviours = new HashMap<>();
  private final List<Post> posts = new ArrayList<>();

  public FakeReceivers(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  /** How a receiver answers a post. */
  public interface Behaviour {
    Answer answer(Post post);
  }

  /** A post as received. */
  public record Post(WebhookId webhook, URI url, EventId event, int attempt, Instant at) {}

  /** Sets the behavior of the receiver at this address. */
  public synchronized void at(URI url, Behaviour behaviour) {
    behaviours.put(url, behaviour);
  }

  public static Answer answer(int status) {
    return answer(status, verdict(status));
  }

  public static Answer answer(int status, Verdict verdict) {
    return new Answer.Answered(status, verdict, Optional.empty(), "", Duration.ofMillis(1));
  }

  public static Answer answer(int status, Duration retryAfter) {
    return new Answer.Answered(
        status, verdict(status), Optional.of(retryAfter), "", Duration.ofMillis(1));
  }

  public static Answer answer(int status, String body) {
    var excerpt = body.substring(0, Math.min(body.length(), EXCERPT));
    return new Answer.Answered(
        status, verdict(status), Optional.empty(), excerpt, Duration.ofMillis(1));
  }

  private static Verdict verdict(int status) {
    if (status >= 200 && status < 300) {
      return Verdict.RECEIVED;
    }
    return status == 410 ? Verdict.GONE : Verdict.RETRY;
  }

  public static Answer silence() {
    return new Answer.Silent("the connection was refused", Duration.ofMillis(1));
  }

  /** All posts, including those to addresses without a receiver. */
  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  public List<Post> posts(URI url) {
    return posts().stream().filter(post -> post.url().equals(url)).toList();
  }

  @Override
  public Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    unitOfWork.forbid("a post to a receiver");
    var blocked = blocked(endpoint.url());
    if (blocked.isPresent()) {
      return new Answer.Silent(blocked.get(), Duration.ZERO);
    }
    var post = new Post(endpoint.id(), endpoint.url(), event.id(), attempt, now);
    return behaviour(post).answer(post);
  }

  @Override
  public Optional<String> blocked(URI url) {
    return url.getHost().equals("forbidden.test")
        ? Optional.of("the address is private")
        : Optional.empty();
  }

  private synchronized Behaviour behaviour(Post post) {
    posts.add(post);
    return behaviours.getOrDefault(post.url(), unknown -> silence());
  }
}
