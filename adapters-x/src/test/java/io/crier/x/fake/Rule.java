package io.crier.x.fake;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule of the filtered stream, in one of the two forms that the fake supports.
 *
 * @param usernames in lower case
 * @param threads whether it matches only replies of these authors to themselves
 */
record Rule(
    String id,
    String value,
    Set<String> usernames,
    boolean replies,
    boolean reposts,
    boolean threads) {

  private static final Pattern POSTS =
      Pattern.compile("\\(?from:\\w{1,15}(?: OR from:\\w{1,15})*+\\)?(?: -is:(?:reply|retweet))*+");

  private static final Pattern THREADS =
      Pattern.compile("(?:(?:^| OR )\\(from:(\\w{1,15}) to:\\1\\))++");

  private static final Pattern AUTHOR = Pattern.compile("from:(\\w+)");

  static Optional<Rule> parse(String id, String value) {
    var threads = THREADS.matcher(value).matches();
    if (!threads && !POSTS.matcher(value).matches()) {
      return Optional.empty();
    }
    var usernames =
        AUTHOR
            .matcher(value)
            .results()
            .map(it -> it.group(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return Optional.of(
        new Rule(
            id,
            value,
            usernames,
            !value.contains("-is:reply"),
            !value.contains("-is:retweet"),
            threads));
  }

  /** X treats the continuation of a thread as a reply, too. */
  boolean matches(FakePost post) {
    return usernames.contains(post.author().username.toLowerCase(Locale.ROOT))
        && (threads ? post.is("replied_to") && !post.isReplyToOthers() : matchesKind(post));
  }

  private boolean matchesKind(FakePost post) {
    return (replies || !post.is("replied_to")) && (reposts || !post.is("retweeted"));
  }
}
