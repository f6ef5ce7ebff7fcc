package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Presences;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who is typing or online, through the side process. */
record WebPresences(ProcessLink link, BooleanSupplier connected) implements Presences {

  @Override
  public boolean show(Recipient chat, Presence presence) {
    return tell(
        chat,
        switch (presence) {
          case TYPING -> "composing";
          case RECORDING -> "recording";
          case PAUSED -> "paused";
          case ONLINE, OFFLINE -> throw new IllegalArgumentException("not in a chat: " + presence);
        });
  }

  @Override
  public boolean watch(Recipient chat) {
    return tell(chat, "watch");
  }

  private boolean tell(Recipient chat, String state) {
    var open = connected.getAsBoolean();
    if (open) {
      link.send(link.line("presence").put("to", Contents.address(chat)).put("state", state));
    }
    return open;
  }

  /** What the process tells about somebody; empty if it does not tell about whom. */
  static Optional<Event.PresenceSeen> read(JsonNode line, Instant now) {
    var by = Contents.person(line.path("by"));
    var group =
        Optional.ofNullable(line.path("group").textValue())
            .filter(it -> Recipient.GROUP.matcher(it).matches())
            .<Recipient>map(Recipient.Group::new);
    return by.map(
        person ->
            new Event.PresenceSeen(
                group.orElse(person),
                person,
                switch (line.path("state").asText()) {
                  case "composing" -> Presence.TYPING;
                  case "recording" -> Presence.RECORDING;
                  case "paused" -> Presence.PAUSED;
                  case "unavailable" -> Presence.OFFLINE;
                  default -> Presence.ONLINE;
                },
                now));
  }
}
