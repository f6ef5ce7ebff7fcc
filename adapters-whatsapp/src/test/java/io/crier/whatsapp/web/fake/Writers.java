package io.crier.whatsapp.web.fake;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** People who write to clients on their phones. */
final class Writers {

  private static final int DEVICE_SENT_MESSAGE = 31;

  private final Directory directory;
  private final Supplier<MediaHost> media;

  Writers(Directory directory, Supplier<MediaHost> media) {
    this.directory = directory;
    this.media = media;
  }

  String write(Person from, Person to, InboundMessage content) {
    var id = content.id().orElseGet(Writers::newId);
    var message = content.message(media);
    var envelope = content.envelope(id, from, ClientHandler.seconds());
    directory.addContact(from, to);
    clients(to)
        .forEach(client -> client.send(envelope.with(content.damaged(from.seal(client, message)))));
    return id;
  }

  /** The clients of a person get a copy of each message that the person sends. */
  String writeOnPhone(Person person, Person to, InboundMessage content) {
    var id = newId();
    var copy =
        new Protobuf()
            .with(
                DEVICE_SENT_MESSAGE,
                new Protobuf().with(1, to.jid()).with(2, content.message(media)));
    var envelope =
        content
            .envelope(id, person, ClientHandler.seconds())
            .with("recipient", to.jid())
            .with("peer_recipient_lid", to.lid());
    clients(person).forEach(client -> client.send(envelope.with(person.seal(client, copy))));
    return id;
  }

  private List<Device> clients(Person person) {
    var clients = directory.devices(person).toList();
    if (clients.isEmpty()) {
      throw new IllegalStateException("no client is linked to " + person.number());
    }
    return clients;
  }

  private static String newId() {
    return "3A" + HexFormat.of().withUpperCase().formatHex(Crypto.random(9));
  }
}
