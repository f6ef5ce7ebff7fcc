package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.SignalSession.Bundle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A client as the server knows it: its keys and, once it is linked, its owner. */
final class Device {

  private record PreKey(int id, byte[] publicKey) {}

  final byte[] noiseKey;
  private final byte[] identity;
  private PreKey signed;
  private final Deque<PreKey> oneTime = new ArrayDeque<>();

  /** Nodes that the client has not acknowledged yet: they are sent again when it reconnects. */
  private final List<BinaryNode> unacknowledged = new ArrayList<>();

  private Person owner;
  private int number;
  private ClientConnection connection;

  /** A client that requests to be linked, with the keys that it registers. */
  Device(byte[] noiseKey, Protobuf registration) {
    this.noiseKey = noiseKey;
    identity = registration.bytes(3);
    setSignedPreKey(number(registration.bytes(4)), registration.bytes(5), registration.bytes(6));
  }

  private void setSignedPreKey(int id, byte[] publicKey, byte[] signature) {
    if (!Curve25519.verify(identity, signature, Curve25519.typed(publicKey))) {
      throw new UnreadableException("the signed pre-key is not signed by the identity");
    }
    signed = new PreKey(id, publicKey);
  }

  byte[] identity() {
    return identity;
  }

  /** Makes this client a companion of this person's phone. */
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

  /** Stores the pre-keys that the client uploads. */
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
                setSignedPreKey(
                    number(key.need("id").content()),
                    key.need("value").content(),
                    key.need("signature").content()));
  }

  /** The keys to start a session with this client; each one-time key is handed out only once. */
  Bundle bundle() {
    var once =
        Optional.ofNullable(oneTime.poll())
            .orElseThrow(() -> new UnreadableException("no pre-key"));
    return new Bundle(identity, signed.id(), signed.publicKey(), once.id(), once.publicKey());
  }

  /** Sends a node now if the client is connected, and otherwise when it reconnects. */
  void send(BinaryNode node) {
    unacknowledged.add(node);
    connection().ifPresent(connected -> connected.send(node));
  }

  /** The nodes to send again when the client reconnects. */
  List<BinaryNode> unacknowledged() {
    return unacknowledged.stream().map(node -> node.with("offline", "0")).toList();
  }

  /**
   * A receipt also acknowledges the message, whatever its type. Returns whether that was pending.
   */
  boolean acknowledgeMessage(String id) {
    return unacknowledged.removeIf(node -> node.is("message") && node.attribute("id").equals(id));
  }

  /** Of several nodes that it may mean, it is the first. Returns whether it was pending. */
  boolean acknowledge(BinaryNode ack) {
    var first =
        unacknowledged.stream()
            .filter(node -> name(node.tag(), node).equals(name(ack.attribute("class"), ack)))
            .findFirst();
    return first.filter(unacknowledged::remove).isPresent();
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
