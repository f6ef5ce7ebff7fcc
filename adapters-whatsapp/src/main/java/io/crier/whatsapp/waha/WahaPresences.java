package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Presences;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who is typing or online, through WAHA. */
record WahaPresences(SessionApi api, BooleanSupplier connected) implements Presences {

  @Override
  public boolean show(Recipient chat, Presence presence) {
    var state = presence.name().toLowerCase(Locale.ROOT);
    return tell(() -> api.showPresence(Ids.chat(chat), state));
  }

  @Override
  public boolean watch(Recipient chat) {
    return tell(() -> api.watchPresence(Ids.chat(chat)));
  }

  private boolean tell(Runnable work) {
    var open = connected.getAsBoolean();
    if (open) {
      MessageSender.attempt(work);
    }
    return open;
  }

  /** Reads what WAHA posts about the people in a chat. */
  static List<Event.PresenceSeen> read(JsonNode payload, Instant now) {
    var chat = Ids.recipient(payload.path("id").asText());
    return payload
        .path("presences")
        .valueStream()
        .flatMap(it -> seen(chat, it, now).stream())
        .toList();
  }

  private static Optional<Event.PresenceSeen> seen(
      Optional<Recipient> chat, JsonNode json, Instant now) {
    var by = Ids.recipient(json.path("participant").asText()).or(() -> chat);
    return presence(json.path("lastKnownPresence").asText())
        .filter(it -> chat.isPresent() && !(by.get() instanceof Recipient.Group))
        .map(presence -> new Event.PresenceSeen(chat.get(), by.get(), presence, now));
  }

  private static Optional<Presence> presence(String text) {
    return switch (text) {
      case "typing", "composing" -> Optional.of(Presence.TYPING);
      case "recording" -> Optional.of(Presence.RECORDING);
      case "paused" -> Optional.of(Presence.PAUSED);
      case "online", "available" -> Optional.of(Presence.ONLINE);
      case "offline", "unavailable" -> Optional.of(Presence.OFFLINE);
      default -> Optional.empty();
    };
  }
}
