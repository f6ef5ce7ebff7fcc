package io.crier.x.fake;

/** How X names the parts of a post. */
public enum Dialect {
  /** As the documentation has them. */
  TWEETS("edit_history_tweet_ids", "referenced_tweets", "note_tweet"),
  /** As some answers have them since 2026. */
  POSTS("edit_history_post_ids", "referenced_posts", "note_post");

  final String history;
  final String references;
  final String note;

  Dialect(String history, String references, String note) {
    this.history = history;
    this.references = references;
    this.note = note;
  }
}
