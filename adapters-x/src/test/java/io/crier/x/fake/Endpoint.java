package io.crier.x.fake;

/** The endpoints of X that Crier uses, with their rate limits per quarter of an hour. */
public enum Endpoint {
  USER_BY_USERNAME(300),
  USERS(300),
  TIMELINE(10_000),
  STREAM(50),
  RULES(450),
  CHANGE_RULES(100),
  ACTIVITY_STREAM(450),
  SUBSCRIPTIONS(500),
  CONNECTIONS(25),
  FEED(Integer.MAX_VALUE);

  final int limit;

  Endpoint(int limit) {
    this.limit = limit;
  }
}
