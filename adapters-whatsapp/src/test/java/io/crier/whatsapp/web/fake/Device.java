package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.SignalSession.Bundle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the server knows of a client: its keys, and once it is linked whose companion it is. */
final class Device {

  private record PreKey(int id, byte[] open) {}

  final byte[] noiseKey;
  private final byte[] identity;
  private PreKey signed;
  private final Deque<PreKey> oneTime = new ArrayDeque<>();

  /**
   * What the client has not yet said to have got: the client receives it again when it reconnects.
   */
  private final Map<String, BinaryNode> unheard = new LinkedHashMap<>();

  private Person owner;
  private int number;
  private ClientConnection connection;

  /** A client that wants to be linked, as it presents itself. */
  Device(byte[] noiseKey, Protobuf registration) {
    this.noiseKey = noiseKey;
    identity = registration.bytes(3);
    sign(number(registration.bytes(4)), registration.bytes(5), registration.bytes(6));
  }

  private void sign(int id, byte[] open, byte[] signature) {
    if (!Curve25519.verify(identity, signature, Curve25519.typed(open))) {
      throw new UnreadableException("the signed pre-key is not signed by the identity");
    }
    signed = new PreKey(id, open);
  }

  byte[] identity() {
    return identity;
  }

  /** From now on it is a companion of this person. */
  void link(Person owner, int number) {
    this.owner = owner;
    this.number = number;
  }

  Person owner() {
    return owner;
  }

  int number() {
    return number;
  }

  String jid() {
    return owner.number() + ":" + number + "@s.whatsapp.net";
  }

  String lid() {
    return owner.lid().replace("@", ":" + number + "@");
  }

  Optional<ClientConnection> connection() {
    return Optional.ofNullable(connection);
  }

  void connect(ClientConnection connection) {
    this.connection = connection;
  }

  void disconnect(ClientConnection from) {
    if (connection == from) {
      connection = null;
    }
  }

  int preKeys() {
    return oneTime.size();
  }

  /** New pre-keys, as the client uploads them. */
  void upload(BinaryNode keys) {
    keys.child("list")
        .ifPresent(
            list ->
                list.children("key")
                    .forEach(
                        key ->
                            oneTime.add(
                                new PreKey(
                                    number(key.need("id").content()),
                                    key.need("value").content()))));
    keys.child("skey")
        .ifPresent(
            key ->
                sign(
                    number(key.need("id").content()),
                    key.need("value").content(),
                    key.need("signature").content()));
  }

  /** What somebody needs to write to this client first; a one-time key is given away once. */
  Bundle bundle() {
    var once =
        Optional.ofNullable(oneTime.poll())
            .orElseThrow(() -> new UnreadableException("no pre-key"));
    return new Bundle(identity, signed.id(), signed.open(), once.id(), once.open());
  }

  /** Tells the client, now if it is there and else when it comes back. */
  void tell(BinaryNode node) {
    unheard.put(name(node.tag(), node), node);
    connection().ifPresent(connected -> connected.say(node));
  }

  /** What the client has missed. */
  List<BinaryNode> unheard() {
    return unheard.values().stream().map(node -> node.with("offline", "0")).toList();
  }

  /** A receipt also says that the message was got, whatever its type. */
  void heardMessage(String id) {
    unheard.keySet().removeIf(key -> key.startsWith("message/" + id + "/"));
  }

  void heard(BinaryNode ack) {
    unheard.remove(name(ack.attribute("class"), ack));
  }

  private static String name(String tag, BinaryNode node) {
    return String.join(
        "/", tag, node.attribute("id"), node.attribute("type"), node.attribute("participant"));
  }

  static int number(byte[] bigEndian) {
    var number = 0;
    for (var part : bigEndian) {
      number = number << 8 | part & 255;
    }
    return number;
  }
}
