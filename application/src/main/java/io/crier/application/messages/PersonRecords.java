package io.crier.application.messages;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * What an account's records say about people, to forget it. Each step deletes or looks at a limited
 * number of records; what is still under way is never deleted.
 */
public interface PersonRecords {

  /** By whichever names the account's sessions know the person who is called so, this included. */
  Set<Recipient> names(AccountId account, Recipient named);

  /**
   * Whether a message to any of these waits or is being sent.
   *
   * @param own whether Crier's own messages count too, codes and alerts
   */
  boolean isWrittenTo(AccountId account, Set<Recipient> names, boolean own);

  /** Deletes messages from and to these, with the events about them and their deliveries. */
  Deleted deleteMessages(AccountId account, Set<Recipient> names, int limit);

  /**
   * What a step has deleted.
   *
   * @param files that the messages contained
   */
  record Deleted(int messages, int events, int deliveries, Set<MediaId> files) {}

  /** Deletes notifications for these numbers. */
  int deleteNotifications(AccountId account, Set<Recipient> names, int limit);

  /**
   * Takes these people out of messages of others, as {@link io.crier.domain.messages.Forgetting}
   * does, and deletes their receipts.
   *
   * @param after where the step before has ended
   * @param limit how many messages are looked at
   */
  Mentions forgetMentions(
      AccountId account, Set<Recipient> names, Optional<MessageId> after, int limit);

  /**
   * What a step has changed.
   *
   * @param end where the next step begins; empty if there is none
   */
  record Mentions(int messages, int receipts, Optional<MessageId> end) {}

  /**
   * Deletes events that name these people, with their deliveries.
   *
   * @param after the sequence number at which the step before has ended, at first 0
   * @param limit how many events are looked at
   */
  Told deleteEvents(AccountId account, Set<Recipient> names, long after, int limit);

  /**
   * What a step has deleted.
   *
   * @param end where the next step begins; empty if there is none
   */
  record Told(int events, int deliveries, Optional<Long> end) {}

  /** Deletes the chats with these. */
  int deleteChats(AccountId account, Set<Recipient> names);

  /** Deletes the contacts that are known by any of these names. */
  int deleteContacts(AccountId account, Set<Recipient> names);

  /**
   * Which of these files other messages contain.
   *
   * @param after where the step before has ended
   * @param limit how many messages are looked at
   */
  Uses uses(AccountId account, Collection<MediaId> files, Optional<MessageId> after, int limit);

  /**
   * What a step has found.
   *
   * @param end where the next step begins; empty if there is none
   */
  record Uses(Set<MediaId> files, Optional<MessageId> end) {}
}
