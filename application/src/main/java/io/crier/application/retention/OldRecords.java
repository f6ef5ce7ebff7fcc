package io.crier.application.retention;

import java.time.Instant;

/**
 * What accumulates over the years. Each method deletes up to so many records from before then, the
 * oldest first, and returns how many; what is still under way is never deleted.
 */
public interface OldRecords {

  /**
   * Deletes messages of accounts that are not waiting or being sent, with all that belongs to them;
   * and chats and contacts that no message is left of.
   */
  int forgetMessages(Instant before, int limit);

  /** Deletes contacts that were only looked up: nobody has written to or heard from them. */
  int forgetContacts(Instant before, int limit);

  /** Deletes notifications, with the messages that carried them. */
  int forgetNotifications(Instant before, int limit);

  /** Deletes posts that no notification is about. */
  int forgetPosts(Instant before, int limit);
}
