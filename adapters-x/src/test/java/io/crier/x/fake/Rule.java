package io.crier.x.fake;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A rule of the filtered stream, of the one form that is understood here.
 *
 * @param usernames in lower case
 */
record Rule(String id, String value, Set<String> usernames, boolean replies, boolean reposts) {

  private static final Pattern FORM =
      Pattern.compile(
          "\\(?(from:\\w{1,15}(?: OR from:\\w{1,15})*)\\)?((?: -is:(?:reply|retweet))*)");

  static Optional<Rule> parse(String id, String value) {
    var form = FORM.matcher(value);
    if (!form.matches()) {
      return Optional.empty();
    }
    var usernames =
        Pattern.compile("from:(\\w+)")
            .matcher(form.group(1))
            .results()
            .map(it -> it.group(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    var exclusions = form.group(2);
    return Optional.of(
        new Rule(
            id,
            value,
            usernames,
            !exclusions.contains("-is:reply"),
            !exclusions.contains("-is:retweet")));
  }

  /** As with X, whoever goes on with a thread answers too. */
  boolean matches(Posted post) {
    return usernames.contains(post.author().username.toLowerCase(Locale.ROOT))
        && (replies || !post.is("replied_to"))
        && (reposts || !post.is("retweeted"));
  }
}
