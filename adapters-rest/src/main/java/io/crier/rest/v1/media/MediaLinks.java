package io.crier.rest.v1.media;

import static io.crier.domain.media.MediaProblem.MEDIA_LINK_EXPIRED;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Content;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Temporary links to files that need no API key. The token contains the account, the expiry, the
 * type and the name of the file, signed with HMAC-SHA-256.
 */
public final class MediaLinks {

  static final String PATH = "/v1/media/";
  static final String TOKEN = "token";

  private static final int MAC_LENGTH = 32;
  private static final int MAX_LENGTH = 4_096;
  private static final int LONGEST_FILENAME = 255;

  private final SecretKeySpec key;
  private final String root;
  private final Duration lifetime;
  private final InstantSource clock;

  /**
   * @param root the public base URL of this server, such as {@code https://crier.example.com}
   * @param lifetime how long a link is valid
   */
  public MediaLinks(byte[] key, String root, Duration lifetime, InstantSource clock) {
    this(new SecretKeySpec(key, "HmacSHA256"), root.replaceAll("/+$", ""), lifetime, clock);
  }

  private MediaLinks(SecretKeySpec key, String root, Duration lifetime, InstantSource clock) {
    this.key = key;
    this.root = root;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** The same links, created at this moment. */
  public MediaLinks asOf(Instant moment) {
    return new MediaLinks(key, root, lifetime, () -> moment);
  }

  /** A link and its expiry. */
  record Link(String url, Instant until) {}

  /** What a link refers to. */
  record Target(AccountId account, String mimeType, Optional<String> filename) {}

  Link to(AccountId account, Content.Media content) {
    var file = content.file();
    var until = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    var claims =
        String.join(
                "\n",
                account.value().toString(),
                Long.toString(until.getEpochSecond()),
                file.mimeType(),
                content.filename().map(MediaLinks::shortened).orElse(""))
            .getBytes(UTF_8);
    var signed = Arrays.copyOf(claims, claims.length + MAC_LENGTH);
    System.arraycopy(mac(file.id(), claims), 0, signed, claims.length, MAC_LENGTH);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    return new Link(root + PATH + file.id().value() + "?" + TOKEN + "=" + token, until);
  }

  /** The name is a part of the token, whose length is limited. */
  private static String shortened(String filename) {
    return TextRule.head(filename, LONGEST_FILENAME);
  }

  /** Verifies a token; one that this server did not sign is refused as not found. */
  Target open(MediaId id, String token) {
    var signed = decode(token);
    if (signed.length <= MAC_LENGTH) {
      throw new Refused(MEDIA_NOT_FOUND);
    }
    var claims = Arrays.copyOf(signed, signed.length - MAC_LENGTH);
    var mac = Arrays.copyOfRange(signed, claims.length, signed.length);
    if (!MessageDigest.isEqual(mac, mac(id, claims))) {
      throw new Refused(MEDIA_NOT_FOUND);
    }
    var parts = new String(claims, UTF_8).split("\n", 4);
    if (!clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[1])))) {
      throw new Refused(MEDIA_LINK_EXPIRED);
    }
    return new Target(
        new AccountId(UUID.fromString(parts[0])),
        parts[2],
        Optional.of(parts[3]).filter(name -> !name.isEmpty()));
  }

  private static byte[] decode(String token) {
    try {
      if (token.length() <= MAX_LENGTH) {
        return Base64.getUrlDecoder().decode(token);
      }
    } catch (IllegalArgumentException notBase64) {
      // falls through to the refusal
    }
    throw new Refused(MEDIA_NOT_FOUND);
  }

  private byte[] mac(MediaId id, byte[] claims) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id.value() + "\n").getBytes(UTF_8));
      return mac.doFinal(claims);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
