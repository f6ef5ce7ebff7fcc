package io.crier.domain.messages;

import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** The id of a message in WhatsApp: chosen by us when the message is accepted, and kept. */
public record WhatsAppId(String value) {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public WhatsAppId {
    Objects.requireNonNull(value);
  }

  public static WhatsAppId next(RandomGenerator random) {
    return new WhatsAppId("3EB0" + hex(random));
  }

  /** The id of a message that a test key sends, which never reaches WhatsApp. */
  public static WhatsAppId simulated(RandomGenerator random) {
    return new WhatsAppId("sim_" + hex(random));
  }

  private static String hex(RandomGenerator random) {
    var bytes = new byte[9];
    random.nextBytes(bytes);
    return HEX.formatHex(bytes);
  }
}
