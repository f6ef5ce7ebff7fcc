package io.crier.domain.subscriptions;

/** How much of a post an alert shows; the link is always included. */
public enum TextMode {
  LINK,
  EXCERPT,
  FULL
}
