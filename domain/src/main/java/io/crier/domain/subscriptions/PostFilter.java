package io.crier.domain.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.INVALID_KEYWORDS;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.xaccounts.Post;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which posts a subscription wants: originals, quotes and the author's own threads, and optionally
 * others.
 *
 * @param keywords if not empty, only posts that contain one of them, ignoring case
 */
public record PostFilter(boolean replies, boolean reposts, List<String> keywords) {

  private static final int MOST_KEYWORDS = 20;
  public static final TextRule KEYWORD = TextRule.text(1, 100);

  /** The default: everything but replies and reposts. */
  public static final PostFilter DEFAULT = new PostFilter(false, false, List.of());

  public PostFilter {
    if (keywords.stream().anyMatch(Objects::isNull)) {
      throw new Refused(INVALID_KEYWORDS);
    }
    keywords = keywords.stream().map(String::strip).distinct().toList();
    if (keywords.size() > MOST_KEYWORDS || !keywords.stream().allMatch(KEYWORD::allows)) {
      throw new Refused(INVALID_KEYWORDS);
    }
  }

  public boolean includes(Post post) {
    return includes(post.kind()) && mentions(post.text());
  }

  private boolean includes(Post.Kind kind) {
    return switch (kind) {
      case ORIGINAL, QUOTE, THREAD -> true;
      case REPLY -> replies;
      case REPOST -> reposts;
    };
  }

  private boolean mentions(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return keywords.isEmpty()
        || keywords.stream().anyMatch(keyword -> lower.contains(keyword.toLowerCase(Locale.ROOT)));
  }
}
