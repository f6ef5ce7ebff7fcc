package io.crier.x.rss;

import io.crier.application.watch.PullSource;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.x.AtMost;
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
 * Reads feeds of posts made by third parties. They may fail at any time, and may break X's terms:
 * the operator decides.
 */
public final class Feeds implements PullSource, AutoCloseable {

  public static final String NAME = "rss";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_FEED = 4 << 20;
  private static final int POSTS_OF_A_FEED = 100;

  /** A feed whose newest post is so much older than what was read before has lost its way. */
  private static final Duration TOO_OLD = Duration.ofDays(30);

  private final Optional<String> template;
  private final HttpClient client;

  /**
   * @param template a feed's address, with {@code {username}} or {@code {id}} in it; without one
   *     there are no feeds
   */
  public Feeds(Optional<String> template, Executor executor) {
    this.template = template;
    if (template.filter(it -> !isSound(it)).isPresent()) {
      throw new IllegalArgumentException(
          "CRIER_X_RSS_URL_TEMPLATE is an address with {username} or {id} in it");
    }
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
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
    return POSTS_OF_A_FEED;
  }

  @Override
  public Reading read(Request request) {
    return switch (fetch(request.author())) {
      case Fetched.Refused refused -> failed(refused.fault());
      case Fetched.Posts all ->
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
        .filter(newest -> newest.madeAt().plus(TOO_OLD).isBefore(since.madeAt()))
        .isPresent();
  }

  /** What an author's feed gives. */
  sealed interface Fetched {

    record Posts(List<Post> posts) implements Fetched {}

    record Refused(XFault fault) implements Fetched {}
  }

  Fetched fetch(XAccount author) {
    if (template.isEmpty()) {
      return new Fetched.Refused(XFault.FORBIDDEN);
    }
    var id = Long.toString(author.id().value());
    var address = URI.create(filled(template.get(), author.username().value(), id));
    var request = HttpRequest.newBuilder(address).header("User-Agent", "Crier").build();
    var coming = client.sendAsync(request, AtMost.bytes(LARGEST_FEED));
    try {
      var response = coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return response.statusCode() == 200
          ? Feed.parse(response.body())
              .<Fetched>map(feed -> new Fetched.Posts(feed.posts(author)))
              .orElseGet(() -> new Fetched.Refused(XFault.UNAVAILABLE))
          : new Fetched.Refused(meant(response.statusCode()));
    } catch (ExecutionException | TimeoutException e) {
      coming.cancel(true);
      return new Fetched.Refused(XFault.UNAVAILABLE);
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      return new Fetched.Refused(XFault.UNAVAILABLE);
    }
  }

  private static XFault meant(int status) {
    return switch (status) {
      case 401 -> XFault.UNAUTHORIZED;
      case 403 -> XFault.FORBIDDEN;
      case 404 -> XFault.NOT_FOUND;
      case 429 -> XFault.RATE_LIMITED;
      default -> XFault.UNAVAILABLE;
    };
  }

  private static boolean isSound(String template) {
    var address = filled(template, "a", "1");
    return !address.equals(template) && address.matches("https?://[!-~]+") && isUri(address);
  }

  private static boolean isUri(String address) {
    try {
      return new URI(address).getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String filled(String template, String username, String id) {
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
