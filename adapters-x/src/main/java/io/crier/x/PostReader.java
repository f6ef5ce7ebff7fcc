package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Parses X's JSON for posts, with the field names from before 2026 or the current ones. */
public final class PostReader {

  /** The fields to request, by their documented names. Responses may use either set of names. */
  public static final String FIELDS =
      "author_id,created_at,edit_history_tweet_ids,in_reply_to_user_id,note_tweet,referenced_tweets";

  private static final long NO_ID = 0;

  private PostReader() {}

  /**
   * Parses a post, or returns empty if it lacks an id or an author.
   *
   * @param includes the response's {@code includes}, which may contain the author
   */
  public static Optional<Post> read(JsonNode post, JsonNode includes) {
    var id = number(post.path("id"));
    var author = number(post.path("author_id"));
    if (id <= 0 || author <= 0) {
      return Optional.empty();
    }
    var root = number(either(post, "edit_history_tweet_ids", "edit_history_post_ids").path(0));
    return Optional.of(
        new Post(
            new PostId(id),
            new PostId(root > 0 ? root : id),
            new XUserId(author),
            username(post.path("username").asText()).or(() -> usernameIn(author, includes)),
            kind(post, author),
            text(post)));
  }

  /** The username, or empty if it does not follow X's present rules. */
  public static Optional<XUsername> username(String text) {
    return text.matches("[A-Za-z0-9_]{1,15}") ? Optional.of(new XUsername(text)) : Optional.empty();
  }

  /** The id, or 0 if the node has none. */
  public static long number(JsonNode id) {
    return number(id.asText());
  }

  /** The id, or 0 if the text is not an id. */
  public static long number(String text) {
    return text.matches("\\d{1,18}|[1-8]\\d{18}") ? Long.parseLong(text) : NO_ID;
  }

  private static Optional<XUsername> usernameIn(long author, JsonNode includes) {
    return StreamSupport.stream(includes.path("users").spliterator(), false)
        .filter(user -> number(user.path("id")) == author)
        .findFirst()
        .flatMap(user -> username(user.path("username").asText()));
  }

  private static Kind kind(JsonNode post, long author) {
    if (hasReference(post, "retweeted") || hasReference(post, "reposted")) {
      return Kind.REPOST;
    }
    if (hasReference(post, "replied_to")) {
      return number(post.path("in_reply_to_user_id")) == author ? Kind.THREAD : Kind.REPLY;
    }
    return hasReference(post, "quoted") ? Kind.QUOTE : Kind.ORIGINAL;
  }

  private static boolean hasReference(JsonNode post, String type) {
    var references = either(post, "referenced_tweets", "referenced_posts");
    return StreamSupport.stream(references.spliterator(), false)
        .anyMatch(reference -> reference.path("type").asText().equals(type));
  }

  /** X truncates long texts, and escapes three characters as in HTML. */
  private static String text(JsonNode post) {
    var noteText = either(post, "note_tweet", "note_post").path("text");
    return (noteText.isTextual() ? noteText : post.path("text"))
        .asText()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static JsonNode either(JsonNode post, String oldName, String newName) {
    return post.has(oldName) ? post.path(oldName) : post.path(newName);
  }
}
