package io.crier.whatsapp.web.fake;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What phones and their clients share about their chats: labels, marks and names. Every patch is
 * checked, whoever writes it.
 */
public final class FakeAppState {

  /** Few, so that clients have to ask for more. */
  private static final int PATCHES_AT_ONCE = 2;

  /** With which the ids of messages between the devices of an account start. */
  static final String PEER = "3APEER";

  private static final String NAMES = "critical_block";
  private static final String LABELS = "regular";
  private static final String OFTEN = "regular_high";
  private static final String SELDOM = "regular_low";

  private final FakeWhatsApp lock;
  private final Directory directory;
  private final Supplier<MediaHost> media;
  private final Map<Person, SyncKey> keys = new HashMap<>();
  private final Map<Person, Map<String, SyncCollection>> collections = new HashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private final Set<Device> sharedWith = new HashSet<>();
  private int conflicts;

  FakeAppState(FakeWhatsApp lock, Directory directory, Supplier<MediaHost> media) {
    this.lock = lock;
    this.directory = directory;
    this.media = media;
  }

  // The phone

  /** The phone shares its key with a new client, once. */
  void share(Device client) {
    if (client.preKeys() > 0 && sharedWith.add(client)) {
      var phone = client.owner();
      var content = InboundMessage.syncKey(key(phone).share());
      var id = PEER + HexFormat.of().withUpperCase().formatHex(Crypto.random(8));
      var envelope = content.envelope(id, phone, ClientHandler.seconds()).with("category", "peer");
      client.send(envelope.with(phone.seal(client, content.message(media))));
    }
  }

  public void label(String number, String id, String name, int color) {
    var edit = new Protobuf().with(1, name).with(2, color);
    write(number, LABELS, "[\"label_edit\",\"" + id + "\"]", new Protobuf().with(14, edit), 3);
  }

  public void deleteLabel(String number, String id) {
    var edit = new Protobuf().with(4, 1);
    write(number, LABELS, "[\"label_edit\",\"" + id + "\"]", new Protobuf().with(14, edit), 3);
  }

  /** Assigns a label to a chat, named by its address, or removes it. */
  public void assign(String number, String id, String chat, boolean assigned) {
    var association = new Protobuf().with(1, assigned ? 1 : 0);
    write(number, LABELS, labelled(id, chat), new Protobuf().with(15, association), 3);
  }

  /** Removes the trace of an assignment. */
  public void forgetAssignment(String number, String id, String chat) {
    synchronized (lock) {
      var old = collection(directory.person(number), LABELS).value(labelled(id, chat));
      change(number, LABELS, SyncCollection.REMOVE, labelled(id, chat), old.orElseThrow(), 3);
    }
  }

  /** The ids of the labels of a chat. */
  public Set<String> labels(String number, String chat) {
    synchronized (lock) {
      return collection(directory.person(number), LABELS).entries().stream()
          .filter(it -> it.action().message(2).message(15).number(1) == 1)
          .filter(it -> it.index().endsWith(",\"" + chat + "\"]"))
          .map(it -> it.index().split("\"")[3])
          .collect(toSet());
    }
  }

  private static String labelled(String id, String chat) {
    return "[\"label_jid\",\"" + id + "\",\"" + chat + "\"]";
  }

  public void archive(String number, String chat, boolean archived) {
    var action = new Protobuf().with(1, archived ? 1 : 0);
    write(number, SELDOM, marked("archive", chat), new Protobuf().with(17, action), 3);
  }

  public void pin(String number, String chat, boolean pinned) {
    var action = new Protobuf().with(1, pinned ? 1 : 0);
    write(number, SELDOM, marked("pin_v1", chat), new Protobuf().with(5, action), 5);
  }

  /** Mutes a chat until then, in milliseconds, or for ever if it is -1. */
  public void mute(String number, String chat, long until) {
    var action = new Protobuf().with(1, 1).with(2, until);
    write(number, OFTEN, marked("mute", chat), new Protobuf().with(4, action), 2);
  }

  public void unmute(String number, String chat) {
    var action = new Protobuf().with(1, 0);
    write(number, OFTEN, marked("mute", chat), new Protobuf().with(4, action), 2);
  }

  /** Marks a chat as read up to a message of this time, in seconds, or as unread. */
  public void markRead(String number, String chat, boolean read, long until) {
    var action = new Protobuf().with(1, read ? 1 : 0).with(2, new Protobuf().with(1, until));
    write(number, SELDOM, marked("markChatAsRead", chat), new Protobuf().with(20, action), 3);
  }

  public boolean isArchived(String number, String chat) {
    return isOn(number, SELDOM, marked("archive", chat), 17);
  }

  public boolean isPinned(String number, String chat) {
    return isOn(number, SELDOM, marked("pin_v1", chat), 5);
  }

  public boolean isMuted(String number, String chat) {
    return isOn(number, OFTEN, marked("mute", chat), 4);
  }

  public boolean isMarkedUnread(String number, String chat) {
    return value(number, SELDOM, marked("markChatAsRead", chat))
        .filter(it -> it.message(20).number(1) == 0)
        .isPresent();
  }

  private boolean isOn(String number, String collection, String index, int action) {
    return value(number, collection, index)
        .filter(it -> it.message(action).number(1) == 1)
        .isPresent();
  }

  private static String marked(String mark, String chat) {
    return "[\"" + mark + "\",\"" + chat + "\"]";
  }

  public void rename(String number, String name) {
    var setting = new Protobuf().with(7, new Protobuf().with(1, name));
    write(number, NAMES, "[\"setting_pushName\"]", setting, 1);
  }

  /** The name that an account has given itself. */
  public Optional<String> name(String number) {
    return value(number, NAMES, "[\"setting_pushName\"]").map(it -> it.message(7).text(1));
  }

  private Optional<Protobuf> value(String number, String collection, String index) {
    synchronized (lock) {
      return collection(directory.person(number), collection).value(index);
    }
  }

  private void write(String number, String name, String index, Protobuf value, int version) {
    change(number, name, SyncCollection.SET, index, value, version);
  }

  private void change(
      String number, String name, int operation, String index, Protobuf value, int version) {
    synchronized (lock) {
      var person = directory.person(number);
      var collection = collection(person, name);
      collection.write(operation, index, value.with(1, System.currentTimeMillis()), version);
      directory.devices(person).forEach(client -> client.send(news(collection, name)));
    }
  }

  private static BinaryNode news(SyncCollection collection, String name) {
    var version = Long.toString(collection.version());
    return BinaryNode.of(
            "notification",
            "from",
            "@s.whatsapp.net",
            "type",
            "server_sync",
            "id",
            "sync-" + name + version,
            "t",
            ClientHandler.seconds())
        .with(BinaryNode.of("collection", "name", name, "version", version));
  }

  // The server

  /** Refuses that many patches, as if another device had been faster. */
  public void conflict(int times) {
    synchronized (lock) {
      conflicts = times;
    }
  }

  /** Why patches of clients were refused. */
  public List<String> refusals() {
    synchronized (lock) {
      return List.copyOf(refusals);
    }
  }

  List<BinaryNode> answer(Device client, BinaryNode iq) {
    var asked = iq.need("sync").children("collection");
    return List.of(
        BinaryNode.of("sync").with(asked.stream().map(it -> collection(client, it)).toList()));
  }

  private BinaryNode collection(Device client, BinaryNode asked) {
    var name = asked.attribute("name");
    var collection = collection(client.owner(), name);
    var from = Long.parseLong(asked.attribute("version"));
    var patch = asked.child("patch");
    if (patch.isPresent()) {
      return submit(client, collection, name, from, patch.get().content());
    }
    var node =
        BinaryNode.of("collection", "name", name, "version", Long.toString(collection.version()));
    if (from > collection.version()) {
      return error(name, "400");
    }
    if (asked.attribute("return_snapshot").equals("true") && collection.version() > 0) {
      var file = new Attachment("", "", collection.snapshot());
      var sealed = MessageKind.APP_STATE.seal(file, "", media.get());
      return node.with(BinaryNode.of("snapshot").with(reference(sealed)));
    }
    var patches = collection.after(from);
    var more = patches.size() > PATCHES_AT_ONCE;
    var now = patches.stream().limit(PATCHES_AT_ONCE).map(FakeAppState::patch).toList();
    return node.with("has_more_patches", Boolean.toString(more))
        .with(BinaryNode.of("patches").with(now));
  }

  private static byte[] reference(Protobuf sealed) {
    return new Protobuf().with(1, sealed.bytes(2)).with(2, sealed.text(3)).encoded();
  }

  private static BinaryNode patch(byte[] content) {
    return BinaryNode.of("patch").with(content);
  }

  private BinaryNode submit(
      Device client, SyncCollection collection, String name, long from, byte[] patch) {
    if (conflicts > 0 || from != collection.version()) {
      conflicts = Math.max(0, conflicts - 1);
      return error(name, "409");
    }
    try {
      collection.accept(patch);
    } catch (UnreadableException e) {
      refusals.add(e.getMessage());
      return error(name, "400");
    }
    directory
        .devices(client.owner())
        .filter(other -> other != client)
        .forEach(other -> other.send(news(collection, name)));
    return BinaryNode.of(
        "collection", "name", name, "version", Long.toString(collection.version()));
  }

  private static BinaryNode error(String name, String code) {
    return BinaryNode.of("collection", "name", name, "type", "error")
        .with(BinaryNode.of("error", "code", code, "text", "refused"));
  }

  private SyncKey key(Person person) {
    return keys.computeIfAbsent(person, it -> new SyncKey());
  }

  private SyncCollection collection(Person person, String name) {
    return collections
        .computeIfAbsent(person, it -> new HashMap<>())
        .computeIfAbsent(name, it -> new SyncCollection(name, key(person)));
  }
}
