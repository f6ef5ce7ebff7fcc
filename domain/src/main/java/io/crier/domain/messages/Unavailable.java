package io.crier.domain.messages;

import java.util.Locale;
import java.util.Objects;

/**
 * A received message whose content WhatsApp did not hand over, or nobody but a phone can read.
 * Replaced by the content if that arrives later.
 */
public record Unavailable(Reason reason, Context context) implements Content {

  /** Why there is no content. */
  public enum Reason {
    /** It could not be decrypted; its sender was asked to send it again. */
    UNDECRYPTABLE,
    /** WhatsApp shows it once, and only on the phone. */
    VIEW_ONCE,
    /** WhatsApp announced it without its content. */
    NOT_DELIVERED;

    /** Its name in the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Unavailable {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(context);
  }

  @Override
  public String type() {
    return "unavailable";
  }

  @Override
  public String text() {
    return "";
  }
}
