package io.crier.domain.webhooks;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The key that signs deliveries to one endpoint. */
public record WebhookSecret(byte[] value) {

  private static final int BYTES = 32;
  private static final String PREFIX = "whsec_";

  /** Generates a secret; the generator must be cryptographically secure. */
  public static WebhookSecret generate(RandomGenerator secure) {
    var bytes = new byte[BYTES];
    secure.nextBytes(bytes);
    return new WebhookSecret(bytes);
  }

  /** The form in which it is shown, once, to the owner of the endpoint. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WebhookSecret secret && Arrays.equals(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "WebhookSecret";
  }
}
