package io.crier.whatsapp.web.fake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A sender's key in a group, which all members have: messages are encrypted once for all. */
final class SenderKey {

  private static final int VERSION = 1;
  private static final int SIGNATURE = 64;

  private final long id;
  private final long start;
  private final byte[] chain;
  private final byte[] signer;
  private final Set<Long> read = new HashSet<>();

  /**
   * @param distribution the sender key distribution message
   */
  SenderKey(byte[] distribution) {
    var key = Protobuf.read(Arrays.copyOfRange(distribution, VERSION, distribution.length));
    id = key.number(1);
    start = key.number(2);
    chain = key.bytes(3);
    signer = key.bytes(4);
  }

  byte[] open(byte[] message) {
    var end = message.length - SIGNATURE;
    var signed = Arrays.copyOf(message, end);
    if (!Curve25519.verify(signer, Arrays.copyOfRange(message, end, message.length), signed)) {
      throw new UnreadableException("not signed by the sender of the group message");
    }
    var content = Protobuf.read(Arrays.copyOfRange(signed, VERSION, end));
    var iteration = content.number(2);
    if (content.number(1) != id || iteration < start || !read.add(iteration)) {
      throw new UnreadableException("message " + iteration + " of another key, or read before");
    }
    var keys = Crypto.hkdf(messageKey(iteration), "WhisperGroup", 48);
    return Crypto.openCbc(
        Arrays.copyOfRange(keys, 16, 48), Arrays.copyOf(keys, 16), content.bytes(3));
  }

  private byte[] messageKey(long iteration) {
    var key = chain;
    for (var i = start; i < iteration; i++) {
      key = Crypto.hmac(key, new byte[] {2});
    }
    return Crypto.hmac(key, new byte[] {1});
  }
}
