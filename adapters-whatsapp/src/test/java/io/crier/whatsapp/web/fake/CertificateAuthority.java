package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.util.HexFormat;

/**
 * Certifies the server with a root key of its own, which clients have to be configured to trust.
 */
final class CertificateAuthority {

  private static final long VALID_FROM = 1_700_000_000;
  private static final long VALID_UNTIL = 4_000_000_000L;

  private final KeyPair root = KeyPair.generate();
  private final KeyPair intermediate = KeyPair.generate();
  private final KeyPair server = KeyPair.generate();

  String rootHex() {
    return HexFormat.of().formatHex(root.publicKey());
  }

  /** The server's static key, which the chain certifies. */
  KeyPair server() {
    return server;
  }

  byte[] chain() {
    return new Protobuf()
        .with(1, certificate(2, 1, server, intermediate))
        .with(2, certificate(1, 0, intermediate, root))
        .encoded();
  }

  private static Protobuf certificate(long serial, long issuer, KeyPair subject, KeyPair signer) {
    var details =
        new Protobuf()
            .with(1, serial)
            .with(2, issuer)
            .with(3, subject.publicKey())
            .with(4, VALID_FROM)
            .with(5, VALID_UNTIL)
            .encoded();
    return new Protobuf().with(1, details).with(2, signer.sign(details));
  }
}
