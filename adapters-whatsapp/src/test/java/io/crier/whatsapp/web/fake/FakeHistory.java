package io.crier.whatsapp.web.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;

/** What phones hand over to clients about the chats before they were linked. */
public final class FakeHistory {

  private static final int RECENT = 3;

  private final FakeWhatsApp lock;
  private final Directory directory;
  private final Writers writers;
  private final ClientHandler clients;
  private final Supplier<MediaHost> media;

  FakeHistory(
      FakeWhatsApp lock,
      Directory directory,
      Writers writers,
      ClientHandler clients,
      Supplier<MediaHost> media) {
    this.lock = lock;
    this.directory = directory;
    this.writers = writers;
    this.clients = clients;
    this.media = media;
  }

  /**
   * A message from before.
   *
   * @param chat the number of the other person
   * @param ours whether the holder of the phone wrote it
   */
  public record Past(String id, String chat, boolean ours, InboundMessage content, long seconds) {}

  /** The phone of this number hands over one part, the messages of each chat in order. */
  public void handOver(String number, List<Past> messages) {
    handOver(number, messages, Optional.empty());
  }

  /** The same, with a privacy token of each person. */
  public void handOver(String number, List<Past> messages, Optional<String> token) {
    var chats = new LinkedHashMap<String, List<Past>>();
    messages.forEach(it -> chats.computeIfAbsent(it.chat(), chat -> new ArrayList<>()).add(it));
    synchronized (lock) {
      var sync = new Protobuf().with(1, RECENT);
      chats.forEach((chat, past) -> sync.with(2, conversation(chat, past, token)));
      var file = new Attachment("", "", deflated(sync.encoded()));
      var part = MessageKind.HISTORY.seal(file, "", media.get()).with(6, RECENT).with(9, 100);
      var phone = directory.person(number);
      writers.write(phone, phone, InboundMessage.history(part));
    }
  }

  /** The privacy tokens that clients have sent with messages. */
  public List<String> tokens() {
    synchronized (lock) {
      return List.copyOf(clients.tokens);
    }
  }

  private Protobuf conversation(String chat, List<Past> past, Optional<String> token) {
    var person = directory.person(chat);
    var conversation = new Protobuf().with(1, person.lid());
    past.reversed()
        .forEach(it -> conversation.with(2, new Protobuf().with(1, message(person, it))));
    token.ifPresent(
        it -> conversation.with(21, it).with(22, Long.parseLong(ClientHandler.seconds())));
    return conversation.with(39, person.jid());
  }

  private Protobuf message(Person chat, Past past) {
    var key = new Protobuf().with(1, chat.lid()).with(2, past.ours() ? 1 : 0).with(3, past.id());
    return new Protobuf()
        .with(1, key)
        .with(2, past.content().message(media))
        .with(3, past.seconds());
  }

  private static byte[] deflated(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
