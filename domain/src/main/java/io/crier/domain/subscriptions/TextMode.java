package io.crier.domain.subscriptions;

/** How much of a post an alert shows; the link to it is always there. */
public enum TextMode {
  LINK,
  EXCERPT,
  FULL
}
