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
 * Encrypts values for the database with AES-256-GCM, under a key that is kept outside it. The
 * context is authenticated, so that an encrypted value cannot be moved to another row.
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

  /** Encrypts for a context such as {@code webhook/1234/current}. */
  public byte[] seal(byte[] clear, String context) {
    var id = secrets.currentId();
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, id, nonce, context).doFinal(clear);
      return ByteBuffer.allocate(id.length + nonce.length + sealed.length)
          .put(id)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal", e);
    }
  }

  /**
   * Decrypts a value that was sealed for this context, under the current secret or a previous one.
   */
  public byte[] open(byte[] sealed, String context) {
    var buffer = ByteBuffer.wrap(sealed);
    var id = new byte[ServerSecrets.ID_BYTES];
    var nonce = new byte[NONCE_BYTES];
    if (sealed.length < id.length + nonce.length) {
      throw new IllegalStateException("not a sealed value: " + context);
    }
    buffer.get(id).get(nonce);
    var ciphertext = new byte[buffer.remaining()];
    buffer.get(ciphertext);
    try {
      return cipher(Cipher.DECRYPT_MODE, id, nonce, context).doFinal(ciphertext);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          "the sealed value was modified or belongs elsewhere: " + context, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open " + context, e);
    }
  }

  private Cipher cipher(int mode, byte[] id, byte[] nonce, String context)
      throws GeneralSecurityException {
    var key = secrets.key(id, PURPOSE);
    if (key == null) {
      throw new IllegalStateException("sealed under a secret that this server does not have");
    }
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
