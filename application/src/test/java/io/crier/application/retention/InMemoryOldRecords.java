package io.crier.application.retention;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Knows of each record only how old it is. */
final class InMemoryOldRecords implements OldRecords {

  /** What there are records of. */
  enum Kind {
    MESSAGES,
    CONTACTS,
    NOTIFICATIONS,
    POSTS
  }

  private final Map<Kind, List<Instant>> records = new EnumMap<>(Kind.class);

  void add(Kind kind, Instant at, int count) {
    for (int i = 0; i < count; i++) {
      of(kind).add(at);
    }
  }

  List<Instant> of(Kind kind) {
    return records.computeIfAbsent(kind, none -> new ArrayList<>());
  }

  @Override
  public int forgetMessages(Instant before, int limit) {
    return forget(Kind.MESSAGES, before, limit);
  }

  @Override
  public int forgetContacts(Instant before, int limit) {
    return forget(Kind.CONTACTS, before, limit);
  }

  @Override
  public int forgetNotifications(Instant before, int limit) {
    return forget(Kind.NOTIFICATIONS, before, limit);
  }

  @Override
  public int forgetPosts(Instant before, int limit) {
    return forget(Kind.POSTS, before, limit);
  }

  private int forget(Kind kind, Instant before, int limit) {
    var old = of(kind).stream().filter(at -> at.isBefore(before)).sorted().limit(limit).toList();
    old.forEach(of(kind)::remove);
    return old.size();
  }
}
