package io.crier.x.fake;

/** The names that X uses for the fields of a post. */
public enum FieldNames {
  /** The documented names. */
  TWEETS("edit_history_tweet_ids", "referenced_tweets", "note_tweet"),
  /** The names that some responses use since 2026. */
  POSTS("edit_history_post_ids", "referenced_posts", "note_post");

  final String history;
  final String references;
  final String note;

  FieldNames(String history, String references, String note) {
    this.history = history;
    this.references = references;
    this.note = note;
  }
}
