package io.crier.whatsapp.simulator;

import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The profiles and pictures on one simulated network, whom its account has blocked, and how its
 * phone marks chats and lets their messages disappear, until a restart.
 */
final class ProfileBook {

  private static final int MOST = 1_000;
  private static final int MOST_PICTURES = 50;

  private final Map<Recipient, Profile> profiles = new LinkedHashMap<>();
  private final Map<Recipient, Picture> pictures = new LinkedHashMap<>();
  private final Map<Recipient, Integer> timers = new LinkedHashMap<>();
  private final Map<Recipient, ChatChange> marks = new LinkedHashMap<>();
  private final Set<Recipient> blocked = new LinkedHashSet<>();

  synchronized Profile profile(Recipient of) {
    return profiles.getOrDefault(of, Profile.EMPTY);
  }

  synchronized Profile put(Recipient of, Profile profile) {
    profiles.put(of, profile);
    forgetOldest(profiles.keySet(), MOST);
    return profile;
  }

  synchronized Optional<Picture> picture(Recipient of) {
    return Optional.ofNullable(pictures.get(of));
  }

  synchronized void put(Recipient of, Optional<Picture> picture) {
    picture.ifPresentOrElse(it -> pictures.put(of, it), () -> pictures.remove(of));
    forgetOldest(pictures.keySet(), MOST_PICTURES);
  }

  /** After how many seconds the messages of a chat disappear; 0 if they stay. */
  synchronized int timer(Recipient chat) {
    return timers.getOrDefault(chat, 0);
  }

  synchronized void setTimer(Recipient chat, int seconds) {
    timers.put(chat, seconds);
    forgetOldest(timers.keySet(), MOST);
  }

  /** All that was last done to the marks of each chat. */
  synchronized Map<Recipient, ChatChange> marks() {
    return Map.copyOf(marks);
  }

  synchronized void mark(Recipient chat, ChatChange change) {
    marks.merge(
        chat,
        change,
        (before, now) ->
            new ChatChange(
                now.read().or(before::read),
                now.archived().or(before::archived),
                now.muted().or(before::muted),
                now.pinned().or(before::pinned)));
    forgetOldest(marks.keySet(), MOST);
  }

  synchronized List<Recipient> blocked() {
    return List.copyOf(blocked);
  }

  synchronized boolean isBlocked(Recipient person) {
    return blocked.contains(person);
  }

  synchronized void block(Recipient person, boolean block) {
    if (block) {
      blocked.add(person);
    } else {
      blocked.remove(person);
    }
    forgetOldest(blocked, MOST);
  }

  private static void forgetOldest(Set<Recipient> keys, int most) {
    if (keys.size() > most) {
      keys.remove(keys.iterator().next());
    }
  }
}
