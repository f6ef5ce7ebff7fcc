package io.crier.persistence.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with AWS Signature Version 4. Supports only paths that need no escaping, and no
 * query.
 */
record S3Signature(String region, String accessKey, String secretKey) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** The value of the header {@code x-amz-date}. */
  static String date(Instant now) {
    return TIMESTAMP.format(now);
  }

  /**
   * The value of the header {@code Authorization}.
   *
   * @param headers the headers to sign, by lower-case name, including the date and the hash of the
   *     body
   */
  String authorization(String method, String path, SortedMap<String, String> headers) {
    var date = headers.get("x-amz-date");
    var day = date.substring(0, 8);
    var names = String.join(";", headers.keySet());
    var request =
        String.join(
            "\n",
            method,
            path,
            "",
            headers.entrySet().stream()
                .map(it -> it.getKey() + ":" + it.getValue() + "\n")
                .collect(joining()),
            names,
            headers.get("x-amz-content-sha256"));
    var scope = day + "/" + region + "/s3/aws4_request";
    var key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (var part : scope.split("/")) {
      key = hmac(key, part);
    }
    var signature = hmac(key, String.join("\n", ALGORITHM, date, scope, sha256(request)));
    return ALGORITHM
        + " Credential="
        + accessKey
        + "/"
        + scope
        + ",SignedHeaders="
        + names
        + ",Signature="
        + HexFormat.of().formatHex(signature);
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "S3Signature[" + region + ", " + accessKey + "]";
  }
}
