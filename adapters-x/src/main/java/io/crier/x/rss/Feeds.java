package io.crier.x.rss;

import io.crier.application.watch.PullSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.x.LimitedBody;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads feeds of posts provided by third parties. They may fail at any time and may violate X's
 * terms; the operator decides whether to use them.
 */
public final class Feeds implements PullSource, AutoCloseable {

  public static final String NAME = "rss";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_FEED_BYTES = 4 << 20;
  private static final int MAX_POSTS = 100;

  /** A feed whose newest post is this much older than the last post read is broken. */
  private static final Duration MAX_LAG = Duration.ofDays(30);

  private final Optional<String> template;
  private final HttpClient client;

  /**
   * @param template a feed's address, containing {@code {username}} or {@code {id}}; empty disables
   *     feeds
   */
  public Feeds(Optional<String> template, Executor executor) {
    this.template = template;
    if (template.filter(it -> !isValid(it)).isPresent()) {
      throw new IllegalArgumentException(
          "CRIER_X_RSS_URL_TEMPLATE must be an address that contains {username} or {id}");
    }
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(executor)
            .build();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBilled() {
    return false;
  }

  @Override
  public int smallestPage() {
    return 1;
  }

  @Override
  public int largestPage() {
    return MAX_POSTS;
  }

  @Override
  public Reading read(Request request) {
    return switch (fetch(request.author())) {
      case FetchResult.Failed failed -> failed(failed.fault());
      case FetchResult.Posts all ->
          isOutdated(all.posts(), request.since())
              ? failed(XFault.OUTDATED)
              : new Reading.Page(
                  all.posts().stream().filter(it -> it.id().isAfter(request.since())).toList(),
                  Optional.empty(),
                  Optional.empty());
    };
  }

  private static boolean isOutdated(List<Post> posts, PostId since) {
    return posts.stream()
        .map(Post::id)
        .max(Comparator.naturalOrder())
        .filter(newest -> newest.madeAt().plus(MAX_LAG).isBefore(since.madeAt()))
        .isPresent();
  }

  /** The outcome of fetching an author's feed. */
  sealed interface FetchResult {

    record Posts(List<Post> posts) implements FetchResult {}

    record Failed(XFault fault) implements FetchResult {}
  }

  FetchResult fetch(XAccount author) {
    if (template.isEmpty()) {
      return new FetchResult.Failed(XFault.FORBIDDEN);
    }
    var id = Long.toString(author.id().value());
    var address = URI.create(expand(template.get(), author.username().value(), id));
    var request = HttpRequest.newBuilder(address).header("User-Agent", "Crier").build();
    var future = client.sendAsync(request, LimitedBody.bytes(MAX_FEED_BYTES));
    try {
      var response = future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == 200
          ? Feed.parse(response.body())
              .<FetchResult>map(feed -> new FetchResult.Posts(feed.posts(author)))
              .orElseGet(() -> new FetchResult.Failed(XFault.UNAVAILABLE))
          : new FetchResult.Failed(faultOf(response.statusCode()));
    } catch (ExecutionException | TimeoutException e) {
      future.cancel(true);
      return new FetchResult.Failed(XFault.UNAVAILABLE);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return new FetchResult.Failed(XFault.UNAVAILABLE);
    }
  }

  private static XFault faultOf(int status) {
    return switch (status) {
      case 401 -> XFault.UNAUTHORIZED;
      case 403 -> XFault.FORBIDDEN;
      case 404 -> XFault.NOT_FOUND;
      case 429 -> XFault.RATE_LIMITED;
      default -> XFault.UNAVAILABLE;
    };
  }

  private static boolean isValid(String template) {
    var address = expand(template, "a", "1");
    return !address.equals(template) && address.matches("https?://[!-~]+") && isUri(address);
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String expand(String template, String username, String id) {
    return template.replace("{username}", username).replace("{id}", id);
  }

  private static Reading failed(XFault fault) {
    return new Reading.Failed(fault, Optional.empty(), Optional.empty());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
