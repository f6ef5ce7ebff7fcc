package io.crier.whatsapp.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What has become of a session's received messages, which the side process stores among the keys
 * until they are kept. A kept one is marked first and removed later, because WhatsApp delivers it
 * again if it did not get the acknowledgement. Both are done along with the next change of keys,
 * which there is for each message.
 */
final class Inbox {

  private static final String PREFIX = "inbox/";
  private static final byte[] DONE = "\"done\"".getBytes(UTF_8);

  /** WhatsApp delivers again in its own order: what came last is behind all that waited. */
  private static final Duration REMEMBERED = Duration.ofMinutes(30);

  private record Marked(String name, Instant at) {}

  private final Set<String> kept = new LinkedHashSet<>();
  private final Deque<Marked> marked = new ArrayDeque<>();

  /** Returns whether it is the first since the last change. */
  synchronized boolean add(String message) {
    kept.add(PREFIX + message);
    return kept.size() == 1;
  }

  synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Adds what is to be marked or removed to a change of keys. */
  synchronized void addTo(Map<String, byte[]> changed, Set<String> removed, Instant now) {
    while (!marked.isEmpty() && !marked.peek().at().plus(REMEMBERED).isAfter(now)) {
      removed.add(marked.poll().name());
    }
    for (var name : kept) {
      // A message that was sent again under the same id is marked once it is kept as well.
      if (changed.putIfAbsent(name, DONE) == null) {
        marked.add(new Marked(name, now));
      }
    }
    kept.clear();
    removed.removeAll(changed.keySet());
  }
}
