package io.crier.domain.users;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** An authenticator app, for tests. */
public record AuthenticatorApp(String secret) {

  /** The code that it shows at this time. */
  public String code(Instant now) {
    return Totp.code(decode(secret), now.getEpochSecond() / 30);
  }

  /** Decodes base32 in another way than the class under test. */
  static byte[] decode(String secret) {
    var bytes = new ByteArrayOutputStream();
    var buffer = 0;
    var bits = 0;
    for (var letter : secret.toCharArray()) {
      buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits & 0xFF);
      }
    }
    return bytes.toByteArray();
  }
}
