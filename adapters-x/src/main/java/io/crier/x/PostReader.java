package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Reads posts as X writes them, by the names that their parts had before 2026 or have since. */
public final class PostReader {

  /** What of a post is asked for, by the names that X documents; it answers by either. */
  public static final String FIELDS =
      "author_id,created_at,edit_history_tweet_ids,in_reply_to_user_id,note_tweet,referenced_tweets";

  private static final long NOBODY = 0;

  private PostReader() {}

  /**
   * The post, if this is one.
   *
   * @param includes what stands beside it in the answer, and may name the author
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
            username(post.path("username").asText()).or(() -> named(author, includes)),
            kind(post, author),
            text(post)));
  }

  /** A username, unless X has begun to allow what it does not allow now. */
  public static Optional<XUsername> username(String text) {
    return text.matches("[A-Za-z0-9_]{1,15}") ? Optional.of(new XUsername(text)) : Optional.empty();
  }

  /** An id, or 0 where there is none. */
  public static long number(JsonNode id) {
    return number(id.asText());
  }

  /** An id, or 0 if the text is none. */
  public static long number(String text) {
    return text.matches("\\d{1,18}|[1-8]\\d{18}") ? Long.parseLong(text) : NOBODY;
  }

  private static Optional<XUsername> named(long author, JsonNode includes) {
    return StreamSupport.stream(includes.path("users").spliterator(), false)
        .filter(user -> number(user.path("id")) == author)
        .findFirst()
        .flatMap(user -> username(user.path("username").asText()));
  }

  private static Kind kind(JsonNode post, long author) {
    if (refers(post, "retweeted") || refers(post, "reposted")) {
      return Kind.REPOST;
    }
    if (refers(post, "replied_to")) {
      return number(post.path("in_reply_to_user_id")) == author ? Kind.THREAD : Kind.REPLY;
    }
    return refers(post, "quoted") ? Kind.QUOTE : Kind.ORIGINAL;
  }

  private static boolean refers(JsonNode post, String how) {
    var references = either(post, "referenced_tweets", "referenced_posts");
    return StreamSupport.stream(references.spliterator(), false)
        .anyMatch(reference -> reference.path("type").asText().equals(how));
  }

  /** X cuts long texts, and writes three signs as in HTML. */
  private static String text(JsonNode post) {
    var whole = either(post, "note_tweet", "note_post").path("text");
    return (whole.isTextual() ? whole : post.path("text"))
        .asText()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static JsonNode either(JsonNode post, String before, String since) {
    return post.has(before) ? post.path(before) : post.path(since);
  }
}
