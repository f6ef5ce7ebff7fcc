package io.crier.domain.webhooks;

import io.crier.domain.DomainEvent;
import io.crier.domain.Refused;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.xaccounts.XAccountEvent;
import java.util.Arrays;

/** The kinds of events an endpoint can ask for. */
public enum EventType {
  MESSAGE_RECEIVED("message.received"),
  MESSAGE_STATUS("message.status"),
  SESSION_STATUS("session.status"),
  SESSION_QR("session.qr"),
  SESSION_RESTRICTION("session.restriction"),
  NOTIFICATION_STATUS("notification.status"),
  X_ACCOUNT_STALE("x_account.stale"),
  WEBHOOK_DISABLED("webhook.disabled"),
  /** Sent only when somebody asks to test an endpoint, and only there. */
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
        .orElseThrow(() -> new Refused(WebhookProblem.UNKNOWN_EVENT_TYPE));
  }

  public static EventType of(DomainEvent event) {
    return switch (event) {
      case MessageEvent.Received received -> MESSAGE_RECEIVED;
      case MessageEvent.StatusChanged changed -> MESSAGE_STATUS;
      case MessageEvent.AlertChanged changed -> NOTIFICATION_STATUS;
      case XAccountEvent.Stale stale -> X_ACCOUNT_STALE;
      case SessionEvent.StatusChanged changed -> SESSION_STATUS;
      case SessionEvent.QrChanged changed -> SESSION_QR;
      case SessionEvent.Restricted restricted -> SESSION_RESTRICTION;
      case WebhookEvent.Disabled disabled -> WEBHOOK_DISABLED;
      case WebhookEvent.Tested tested -> WEBHOOK_TEST;
      default -> throw new IllegalArgumentException("no type for " + event.getClass());
    };
  }
}
