package io.crier.domain.webhooks;

/** The shape in which an endpoint wants its events. */
public enum WebhookFormat {
  CRIER
}
