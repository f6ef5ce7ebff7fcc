package io.crier.persistence.events;

import io.crier.application.events.Published;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.labels.LabelEvent;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.protection.ProtectionEvent;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.persistence.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An event as it was published. */
@Entity
@Table(name = "event")
public class EventRow {

  @Id private UUID id;

  @Column(name = "account_id")
  private UUID account;

  private long sequence;

  @Enumerated(EnumType.STRING)
  private EventType type;

  @Column(name = "happened_at")
  private Instant at;

  private String payload;

  @Column(name = "message_id")
  private UUID message;

  protected EventRow() {}

  public Published toPublished() {
    return published(id, sequence, type, payload);
  }

  static Published published(UUID id, long sequence, EventType type, String payload) {
    return new Published(new EventId(id), sequence, Json.read(payload, recordOf(type)));
  }

  /** The record that represents events of a type. */
  private static Class<? extends DomainEvent> recordOf(EventType type) {
    return switch (type) {
      case MESSAGE_RECEIVED -> MessageEvent.Received.class;
      case MESSAGE_SENT_ELSEWHERE -> MessageEvent.SentElsewhere.class;
      case MESSAGE_MEDIA -> MessageEvent.MediaChanged.class;
      case MESSAGE_EDITED -> MessageEvent.Edited.class;
      case MESSAGE_REVOKED -> MessageEvent.Revoked.class;
      case POLL_VOTE -> MessageEvent.Voted.class;
      case MESSAGE_STATUS -> MessageEvent.StatusChanged.class;
      case CHAT_UPDATED -> ChatEvent.Updated.class;
      case CHAT_PRESENCE -> ChatEvent.PresenceChanged.class;
      case CONTACT_UPDATED -> ChatEvent.Blocked.class;
      case LABEL_UPDATED -> LabelEvent.Updated.class;
      case LABEL_DELETED -> LabelEvent.Deleted.class;
      case LABEL_ASSIGNED -> LabelEvent.Assigned.class;
      case LABEL_REMOVED -> LabelEvent.Removed.class;
      case CALL_INCOMING -> CallEvent.Incoming.class;
      case GROUP_JOINED -> GroupEvent.Joined.class;
      case GROUP_UPDATED -> GroupEvent.Updated.class;
      case GROUP_PARTICIPANTS -> GroupEvent.ParticipantsChanged.class;
      case GROUP_LEFT -> GroupEvent.Left.class;
      case SESSION_STATUS -> SessionEvent.StatusChanged.class;
      case SESSION_QR -> SessionEvent.QrChanged.class;
      case SESSION_RESTRICTION -> SessionEvent.Restricted.class;
      case NOTIFICATION_STATUS -> MessageEvent.AlertChanged.class;
      case X_ACCOUNT_STALE -> XAccountEvent.Stale.class;
      case WEBHOOK_DISABLED -> WebhookEvent.Disabled.class;
      case ACCOUNT_WARNED -> ProtectionEvent.Warned.class;
      case ACCOUNT_BLOCKED -> ProtectionEvent.Blocked.class;
      case ACCOUNT_UNBLOCKED -> ProtectionEvent.Unblocked.class;
      case WEBHOOK_TEST -> WebhookEvent.Tested.class;
    };
  }
}
