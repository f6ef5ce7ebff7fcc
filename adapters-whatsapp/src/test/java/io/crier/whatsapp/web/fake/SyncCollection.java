package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;

/** A part of the app state of an account: its patches, and what they add up to. */
final class SyncCollection {

  static final int SET = 0;
  static final int REMOVE = 1;
  private static final int HASH = 128;

  /** A value under its index, as it was written. */
  record Entry(String index, Protobuf action, byte[] record, byte[] mac) {}

  private final String name;
  private final SyncKey key;
  private final List<byte[]> patches = new ArrayList<>();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private byte[] hash = new byte[HASH];

  SyncCollection(String name, SyncKey key) {
    this.name = name;
    this.key = key;
  }

  long version() {
    return patches.size();
  }

  /** The patches after this version. */
  List<byte[]> after(long version) {
    return List.copyOf(patches.subList((int) version, patches.size()));
  }

  /** The value under an index, written as JSON. */
  Optional<Protobuf> value(String index) {
    return entries.values().stream()
        .filter(it -> it.index().equals(index))
        .map(it -> it.action().message(2))
        .findFirst();
  }

  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** All that there is, signed. */
  byte[] snapshot() {
    var snapshot = new Protobuf().with(1, new Protobuf().with(1, version()));
    entries.values().forEach(it -> snapshot.with(2, it.record()));
    return snapshot
        .with(3, key.snapshotMac(hash, version(), name))
        .with(4, new Protobuf().with(1, key.id))
        .encoded();
  }

  /** The phone sets or removes a value. */
  void write(int operation, String index, Protobuf value, int actionVersion) {
    var bytes = index.getBytes(UTF_8);
    var action = new Protobuf().with(1, bytes).with(2, value).with(4, actionVersion);
    var blob = key.seal(operation, action);
    var keyId = new Protobuf().with(1, key.id);
    var record =
        new Protobuf()
            .with(1, new Protobuf().with(1, key.indexMac(bytes)))
            .with(2, new Protobuf().with(1, blob))
            .with(3, keyId);
    var mutation = new Protobuf().with(1, operation).with(2, record);
    var changed = new LinkedHashMap<>(entries);
    var snapshotMac = key.snapshotMac(apply(mutation, changed, hash), version() + 1, name);
    var patchMac = key.patchMac(snapshotMac, SyncKey.macIn(blob), version() + 1, name);
    accept(
        new Protobuf()
            .with(2, mutation)
            .with(4, snapshotMac)
            .with(5, patchMac)
            .with(6, keyId)
            .encoded());
  }

  /** Checks a patch as other devices would, and applies it. */
  void accept(byte[] encoded) {
    var patch = Protobuf.read(encoded);
    var next = version() + 1;
    if (!Arrays.equals(patch.message(6).bytes(1), key.id)) {
      throw new UnreadableException("a patch with another key");
    }
    var changed = new LinkedHashMap<>(entries);
    var macs = new ByteArrayOutputStream();
    var sum = hash;
    for (var bytes : patch.all(2)) {
      var mutation = Protobuf.read(bytes);
      macs.writeBytes(SyncKey.macIn(mutation.message(2).message(2).bytes(1)));
      sum = apply(mutation, changed, sum);
    }
    if (!Arrays.equals(patch.bytes(4), key.snapshotMac(sum, next, name))) {
      throw new UnreadableException("the MAC of the collection after a patch");
    }
    if (!Arrays.equals(
        patch.bytes(5), key.patchMac(patch.bytes(4), macs.toByteArray(), next, name))) {
      throw new UnreadableException("the MAC of a patch");
    }
    hash = sum;
    entries.clear();
    entries.putAll(changed);
    var version = new Protobuf().with(1, new Protobuf().with(1, next)).encoded();
    patches.add(Crypto.concat(version, encoded));
  }

  /** Returns the hash after a mutation. */
  private byte[] apply(Protobuf mutation, Map<String, Entry> into, byte[] before) {
    var operation = (int) mutation.number(1);
    var record = mutation.message(2);
    var blob = record.message(2).bytes(1);
    var action = key.open(operation, blob);
    var indexMac = record.message(1).bytes(1);
    if (!Arrays.equals(key.indexMac(action.bytes(1)), indexMac)) {
      throw new UnreadableException("the MAC of an index");
    }
    var mac = SyncKey.macIn(blob);
    var place = HexFormat.of().formatHex(indexMac);
    var sum = before;
    var old = into.remove(place);
    if (old != null) {
      sum = combine(sum, old.mac(), (one, other) -> one - other);
    }
    if (operation == SET) {
      sum = combine(sum, mac, Integer::sum);
      into.put(place, new Entry(action.text(1), action, record.encoded(), mac));
    }
    return sum;
  }

  /** WhatsApp's hash of a set, to which values can be added and from which they can be removed. */
  private static byte[] combine(byte[] sum, byte[] mac, IntBinaryOperator operator) {
    var other =
        ByteBuffer.wrap(Crypto.hkdf(mac, "WhatsApp Patch Integrity", HASH))
            .order(ByteOrder.LITTLE_ENDIAN);
    var result = ByteBuffer.wrap(sum.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (var at = 0; at < HASH; at += Short.BYTES) {
      result.putShort(at, (short) operator.applyAsInt(result.getShort(at), other.getShort(at)));
    }
    return result.array();
  }
}
