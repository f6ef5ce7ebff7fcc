package io.crier.x.fake;

/** The JSON structures in which X returns subscriptions of the Activity API. */
public enum SubscriptionShape {
  OBJECT,
  ARRAY,
  NESTED
}
