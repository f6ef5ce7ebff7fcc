package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NoiseTest {

  private static final byte[] HEADER = {'W', 'A', 6, 3};

  private final KeyPair ephemeral = KeyPair.generate();
  private final KeyPair identity = KeyPair.generate();
  private final KeyPair clientEphemeral = KeyPair.generate();
  private final KeyPair clientIdentity = KeyPair.generate();
  private final byte[] certificates = "certificates".getBytes(UTF_8);
  private final byte[] payload = "payload".getBytes(UTF_8);
  private final Noise server = new Noise(HEADER);

  // The client's side, step by step
  private byte[] hash = "Noise_XX_25519_AESGCM_SHA256\0\0\0\0".getBytes(US_ASCII);
  private byte[] salt = hash;
  private byte[] key = hash;

  @Test
  void derivesSameKeysOnBothSides() {
    hash(HEADER);
    hash(clientEphemeral.publicKey());
    var hello = server.hello(clientEphemeral.publicKey(), ephemeral, identity, certificates);
    hash(hello.bytes(1));
    mix(clientEphemeral.agree(hello.bytes(1)));
    var serverKey = open(hello.bytes(2), 0);
    assertThat(serverKey).isEqualTo(identity.publicKey());
    mix(clientEphemeral.agree(serverKey));
    assertThat(open(hello.bytes(3), 0)).isEqualTo(certificates);

    var sealedIdentity = seal(clientIdentity.publicKey(), 1);
    assertThat(server.openIdentity(sealedIdentity, ephemeral))
        .isEqualTo(clientIdentity.publicKey());
    mix(clientIdentity.agree(hello.bytes(1)));
    assertThat(server.finish(seal(payload, 0))).isEqualTo(payload);

    var keys = Crypto.hkdf(Crypto.NOTHING, salt, "", 64);
    var there = Arrays.copyOf(keys, 32);
    var back = Arrays.copyOfRange(keys, 32, 64);
    for (var frame = 0; frame < 3; frame++) {
      assertThat(server.open(Crypto.sealGcm(there, iv(frame), Crypto.NOTHING, payload)))
          .isEqualTo(payload);
      assertThat(Crypto.openGcm(back, iv(frame), Crypto.NOTHING, server.seal(payload)))
          .isEqualTo(payload);
    }
  }

  @Test
  void rejectsIdentityEncryptedWithOtherKey() {
    server.hello(clientEphemeral.publicKey(), ephemeral, identity, certificates);

    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> server.openIdentity(new byte[48], ephemeral));
  }

  @Test
  void signsCertificateChain() {
    var authority = new CertificateAuthority();
    var chain = Protobuf.read(authority.chain());
    var leaf = chain.message(1);
    var intermediate = chain.message(2);
    var root = HexFormat.of().parseHex(authority.rootHex());

    assertThat(leaf.message(1).bytes(3)).isEqualTo(authority.server().publicKey());
    assertThat(Curve25519.verify(intermediate.message(1).bytes(3), leaf.bytes(2), leaf.bytes(1)))
        .isTrue();
    assertThat(Curve25519.verify(root, intermediate.bytes(2), intermediate.bytes(1))).isTrue();
    assertThat(intermediate.message(1).number(2)).isZero();
  }

  private void hash(byte[] data) {
    hash = Crypto.sha256(hash, data);
  }

  private void mix(byte[] secret) {
    var keys = Crypto.hkdf(secret, salt, "", 64);
    salt = Arrays.copyOf(keys, 32);
    key = Arrays.copyOfRange(keys, 32, 64);
  }

  private byte[] open(byte[] sealed, int counter) {
    var plain = Crypto.openGcm(key, iv(counter), hash, sealed);
    hash(sealed);
    return plain;
  }

  private byte[] seal(byte[] plain, int counter) {
    var sealed = Crypto.sealGcm(key, iv(counter), hash, plain);
    hash(sealed);
    return sealed;
  }

  private static byte[] iv(int counter) {
    var iv = new byte[12];
    iv[11] = (byte) counter;
    return iv;
  }
}
