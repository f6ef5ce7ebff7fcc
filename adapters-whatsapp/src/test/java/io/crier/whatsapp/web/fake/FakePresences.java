package io.crier.whatsapp.web.fake;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Who is online, and what people do in their chats; told only to clients that are online. */
public final class FakePresences {

  private final Directory directory;
  private final Set<Device> online = new HashSet<>();
  private final Set<String> watched = new HashSet<>();

  FakePresences(Directory directory) {
    this.directory = directory;
  }

  /** A client goes online or offline, or asks to be told about somebody. */
  synchronized void received(Device client, BinaryNode presence) {
    switch (presence.attribute("type")) {
      case "available" -> online.add(client);
      case "unavailable" -> online.remove(client);
      case "subscribe" ->
          directory.at(presence.attribute("to")).ifPresent(person -> watched.add(person.number()));
      default -> {}
    }
  }

  /**
   * This person does something in the chat with the other.
   *
   * @param presence TYPING, RECORDING, PAUSED, ONLINE or OFFLINE
   */
  public synchronized void show(String from, String to, String presence) {
    var person = directory.person(from);
    if (!watched.contains(person.number())) {
      throw new IllegalStateException("nobody has asked about " + from);
    }
    var node = node(person, presence);
    directory
        .devices(directory.person(to))
        .filter(online::contains)
        .flatMap(client -> client.connection().stream())
        .forEach(connection -> connection.send(node));
  }

  private static BinaryNode node(Person person, String presence) {
    return switch (presence) {
      case "ONLINE" -> BinaryNode.of("presence", "from", person.lid());
      case "OFFLINE" -> BinaryNode.of("presence", "from", person.lid(), "type", "unavailable");
      default -> BinaryNode.of("chatstate", "from", person.lid()).with(state(presence));
    };
  }

  private static BinaryNode state(String presence) {
    return switch (presence) {
      case "TYPING" -> BinaryNode.of("composing");
      case "RECORDING" -> BinaryNode.of("composing", "media", "audio");
      default -> BinaryNode.of(presence.toLowerCase(Locale.ROOT));
    };
  }
}
