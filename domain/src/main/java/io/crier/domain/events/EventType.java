package io.crier.domain.events;

import io.crier.domain.Refused;
import java.util.Arrays;

/** The types of events that an endpoint can subscribe to. */
public enum EventType {
  MESSAGE_RECEIVED("message.received"),
  MESSAGE_SENT_ELSEWHERE("message.sent_elsewhere"),
  MESSAGE_MEDIA("message.media"),
  MESSAGE_EDITED("message.edited"),
  MESSAGE_REVOKED("message.revoked"),
  POLL_VOTE("poll.vote"),
  MESSAGE_STATUS("message.status"),
  CHAT_UPDATED("chat.updated"),
  CHAT_PRESENCE("chat.presence"),
  CONTACT_UPDATED("contact.updated"),
  LABEL_UPDATED("label.updated"),
  LABEL_DELETED("label.deleted"),
  LABEL_ASSIGNED("label.assigned"),
  LABEL_REMOVED("label.removed"),
  CALL_INCOMING("call.incoming"),
  GROUP_JOINED("group.joined"),
  GROUP_UPDATED("group.updated"),
  GROUP_PARTICIPANTS("group.participants"),
  GROUP_LEFT("group.left"),
  SESSION_STATUS("session.status"),
  SESSION_QR("session.qr"),
  SESSION_RESTRICTION("session.restriction"),
  NOTIFICATION_STATUS("notification.status"),
  X_ACCOUNT_STALE("x_account.stale"),
  WEBHOOK_DISABLED("webhook.disabled"),
  ACCOUNT_WARNED("account.warned"),
  ACCOUNT_BLOCKED("account.blocked"),
  ACCOUNT_UNBLOCKED("account.unblocked"),
  /** Sent only when an endpoint is tested, and only to that endpoint. */
  WEBHOOK_TEST("webhook.test");

  private final String text;

  EventType(String text) {
    this.text = text;
  }

  /** Its name in the API. */
  public String text() {
    return text;
  }

  public static EventType parse(String text) {
    return Arrays.stream(values())
        .filter(type -> type.text.equals(text) && type != WEBHOOK_TEST)
        .findFirst()
        .orElseThrow(() -> new Refused(EventProblem.UNKNOWN_EVENT_TYPE));
  }
}
