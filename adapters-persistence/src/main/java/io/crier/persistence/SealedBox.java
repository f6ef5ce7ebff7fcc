package io.crier.persistence;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must not lie in the database in clear: AES-256 in GCM, under a key from outside it. A
 * seal names the place it was made for, so that it cannot be moved to another row.
 */
@Dependent
public class SealedBox {

  private static final String PURPOSE = "seal";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final ServerSecrets secrets;

  @Inject
  public SealedBox(ServerSecrets secrets) {
    this.secrets = secrets;
  }

  /** Seals for a place such as {@code webhook/1234/current}. */
  public byte[] seal(byte[] clear, String place) {
    var id = secrets.currentId();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce, place).doFinal(clear);
      return ByteBuffer.allocate(id.length + nonce.length + sealed.length)
          .put(id)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal", e);
    }
  }

  /** Opens what was sealed for this place under this server's secret, or an earlier one. */
  public byte[] open(byte[] sealed, String place) {
    var buffer = ByteBuffer.wrap(sealed);
    var id = new byte[ServerSecrets.ID_BYTES];
    var nonce = new byte[NONCE_BYTES];
    if (sealed.length < id.length + nonce.length) {
      throw new IllegalStateException("not a seal: " + place);
    }
    buffer.get(id).get(nonce);
    var rest = new byte[buffer.remaining()];
    buffer.get(rest);
    try {
      return cipher(Cipher.DECRYPT_MODE, id, nonce, place).doFinal(rest);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException("the seal is broken: " + place, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open " + place, e);
    }
  }

  private Cipher cipher(int mode, byte[] id, byte[] nonce, String place)
      throws GeneralSecurityException {
    var key = secrets.key(id, PURPOSE);
    if (key == null) {
      throw new IllegalStateException("sealed under a secret that this server does not have");
    }
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
