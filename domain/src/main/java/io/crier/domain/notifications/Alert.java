package io.crier.domain.notifications;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Metadata;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import java.text.BreakIterator;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An alert about a post that is about to be sent to a phone.
 *
 * @param authorName the author's display name, if known
 */
public record Alert(
    NotificationId id,
    AccountId account,
    SubscriptionId subscription,
    PhoneNumber phone,
    TextMode mode,
    boolean test,
    Post post,
    Optional<String> authorName,
    Instant createdAt) {

  private static final int EXCERPT = 280;

  /** Leaves room for author and link within WhatsApp's limit for a text. */
  private static final int FULL = 3_900;

  /** The text of the alert: the author, as much of the post as requested, and the link. */
  public String text() {
    var username = post.username().map(name -> "@" + name.value());
    var author =
        authorName
            .map(name -> name + username.map(it -> " (" + it + ")").orElse(""))
            .or(() -> username)
            .orElse("X");
    var shown = shown();
    return "*" + author + "*" + (shown.isEmpty() ? "" : "\n" + shown) + "\n\n" + post.url();
  }

  /** The description of the post in events about the alert. */
  public Metadata about() {
    return new Metadata(
        "{\"subscriptionId\":\"%s\",\"xUserId\":\"%d\",%s\"postId\":\"%d\",\"url\":\"%s\"}"
            .formatted(
                subscription.value(),
                post.author().value(),
                post.username().map(it -> "\"xUsername\":\"" + it.value() + "\",").orElse(""),
                post.id().value(),
                post.url()));
  }

  private String shown() {
    return switch (mode) {
      case LINK -> "";
      case EXCERPT -> cut(EXCERPT);
      case FULL -> cut(FULL);
    };
  }

  /** Cuts between characters as readers perceive them. */
  private String cut(int longest) {
    var text = post.text();
    if (text.length() <= longest) {
      return text;
    }
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return text.substring(0, characters.preceding(longest + 1)) + "…";
  }
}
