package io.crier.x;

import io.crier.application.watch.Spending;
import io.crier.application.watch.WatchX;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for X.
 *
 * @param token the bearer token; empty if this server has no access to X
 * @param feedTemplate a feed's address, containing {@code {username}} or {@code {id}}
 * @param source the name of a source, {@code auto} or {@code none}
 */
public record XConfiguration(
    URI baseUrl,
    Optional<String> token,
    Optional<String> feedTemplate,
    String source,
    WatchX.Settings watch) {

  public static XConfiguration of(Config config) {
    return new XConfiguration(
        config.getValue("crier.x.base-url", URI.class),
        config.getOptionalValue("crier.x.bearer-token", String.class),
        config.getOptionalValue("crier.x.rss.url-template", String.class),
        config.getOptionalValue("crier.x.source", String.class).orElse("auto"),
        new WatchX.Settings(
            duration(config, "crier.x.poll.min", "5s"),
            duration(config, "crier.x.poll.max", "30m"),
            duration(config, "crier.x.reconcile", "15m"),
            new Spending.Limits(
                limit(config, "crier.x.budget.posts-per-day"),
                limit(config, "crier.x.budget.posts-per-month"))));
  }

  private static Duration duration(Config config, String key, String fallback) {
    return Durations.parse(config.getOptionalValue(key, String.class).orElse(fallback));
  }

  private static long limit(Config config, String key) {
    return config.getOptionalValue(key, Long.class).orElse(Long.MAX_VALUE);
  }

  public boolean hasToken() {
    return token.isPresent();
  }

  /** Whether feeds are the only way to look up authors. */
  public boolean hasOnlyFeeds() {
    return token.isEmpty() && feedTemplate.isPresent();
  }
}
