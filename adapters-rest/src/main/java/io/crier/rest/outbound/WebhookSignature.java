package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks so that receivers can verify their origin and integrity. */
public final class WebhookSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private WebhookSignature() {}

  /**
   * The {@code webhook-signature} of Standard Webhooks: one {@code v1} signature per active secret,
   * so that receivers can switch secrets at any time during a rotation.
   */
  public static String standard(List<String> secrets, String id, Instant timestamp, byte[] body) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("signing a webhook needs at least one secret");
    }
    var signed = (id + "." + timestamp.getEpochSecond() + ".").getBytes(UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(key(secret), signed, body)))
        .collect(Collectors.joining(" "));
  }

  /** The {@code sha256=<hex>} HMAC of the raw body, keyed with the secret as it is displayed. */
  public static String ofBody(String secret, byte[] body) {
    return "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), body));
  }

  private static byte[] key(String secret) {
    if (secret.startsWith(PREFIX)) {
      try {
        var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (key.length > 0) {
          return key;
        }
      } catch (IllegalArgumentException notBase64) {
        // rejected below, with a message that does not contain the secret
      }
    }
    throw new IllegalArgumentException("a webhook secret is whsec_ followed by base64");
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }
}
