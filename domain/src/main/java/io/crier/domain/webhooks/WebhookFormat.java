package io.crier.domain.webhooks;

/** The format in which an endpoint receives its events. */
public enum WebhookFormat {
  CRIER
}
