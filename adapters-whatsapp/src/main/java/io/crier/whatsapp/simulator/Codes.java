package io.crier.whatsapp.simulator;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Generates codes in WhatsApp's formats. */
record Codes(RandomGenerator random) {

  private static final String PAIRING_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

  /** Consists of a reference, two public keys and a secret. */
  String qr() {
    return "2@" + base64(96) + "," + base64(32) + "," + base64(32) + "," + base64(32);
  }

  private String base64(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The id of a new group. */
  String group() {
    return "120363" + random.nextLong(100_000_000_000L, 1_000_000_000_000L) + "@g.us";
  }

  /** The id of a new channel. */
  String channel() {
    return "120363" + random.nextLong(100_000_000_000L, 1_000_000_000_000L) + "@newsletter";
  }

  /** The code of an invite link. */
  String invite() {
    return base64(16).substring(0, 22).replace('+', 'A').replace('/', 'B');
  }

  String pairing() {
    var code = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      code.append(i == 4 ? "-" : "");
      code.append(PAIRING_ALPHABET.charAt(random.nextInt(PAIRING_ALPHABET.length())));
    }
    return code.toString();
  }
}
