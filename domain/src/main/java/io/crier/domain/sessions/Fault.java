package io.crier.domain.sessions;

import java.util.Locale;

/**
 * A reason why WhatsApp cannot be reached or does not accept a message: who is to blame, and the
 * remedy.
 */
public enum Fault {
  RECIPIENT_NOT_ON_WHATSAPP(Blame.RECIPIENT, Remedy.NEVER),
  RECIPIENT_REFUSED(Blame.RECIPIENT, Remedy.NEVER),
  GROUP_NOT_FOUND(Blame.RECIPIENT, Remedy.NEVER),
  /** Only members can write to a group. */
  NOT_IN_GROUP(Blame.RECIPIENT, Remedy.NEVER),
  CHANNEL_NOT_FOUND(Blame.RECIPIENT, Remedy.NEVER),
  /** Only the owner and the admins of a channel can post in it. */
  NOT_CHANNEL_ADMIN(Blame.RECIPIENT, Remedy.NEVER),
  CONTENT_REFUSED(Blame.MESSAGE, Remedy.NEVER),
  /**
   * Meta's Cloud API: the recipient last wrote more than 24 hours ago; only templates are allowed.
   */
  OUTSIDE_WINDOW(Blame.RECIPIENT, Remedy.NEVER),
  /** WhatsApp edits a message for minutes, and deletes it for days; this waited for longer. */
  TOO_LATE(Blame.MESSAGE, Remedy.NEVER),
  UNSUPPORTED(Blame.MESSAGE, Remedy.NEVER),
  /** WhatsApp's reach-out time-lock (463): affects new contacts only. */
  RESTRICTED(Blame.ACCOUNT, Remedy.LATER),
  RATE_LIMITED(Blame.ACCOUNT, Remedy.LATER),
  /** WhatsApp answers no more questions about recipients; messages to those it knows go on. */
  RATE_LIMITED_BY_WHATSAPP(Blame.ACCOUNT, Remedy.LATER),
  NOT_CONNECTED(Blame.ENGINE, Remedy.WHEN_CONNECTED),
  ENGINE_FAILED(Blame.ENGINE, Remedy.LATER),
  UNLINKED(Blame.ACCOUNT, Remedy.RELINK),
  /** WhatsApp links this account only after a step with a passkey, which the engine cannot do. */
  PASSKEY_REQUIRED(Blame.ACCOUNT, Remedy.ASK),
  REPLACED(Blame.ACCOUNT, Remedy.ASK),
  BANNED(Blame.ACCOUNT, Remedy.ASK),
  /** WhatsApp lets the number connect again after a while. */
  TEMPORARILY_BANNED(Blame.ACCOUNT, Remedy.LATER),
  OUTDATED(Blame.ENGINE, Remedy.UPGRADE),
  /** The request was sent, but no answer came: the message may have been sent. */
  UNKNOWN_OUTCOME(Blame.ENGINE, Remedy.ASK),
  /** The plan's daily or monthly sends were used up when the message was to be queued. */
  QUOTA_EXCEEDED(Blame.ACCOUNT, Remedy.NEVER),
  /** The account had no credits left when the message was to be queued. */
  NO_CREDIT(Blame.ACCOUNT, Remedy.NEVER),
  /** The outcome stayed unknown, and the account prefers a lost message to a duplicate. */
  DELIVERY_UNKNOWN(Blame.ENGINE, Remedy.NEVER);

  /** Who is to blame. */
  public enum Blame {
    MESSAGE,
    RECIPIENT,
    ACCOUNT,
    ENGINE
  }

  /** The remedy. */
  public enum Remedy {
    NEVER,
    LATER,
    WHEN_CONNECTED,
    RELINK,
    UPGRADE,
    ASK
  }

  private final Blame blame;
  private final Remedy remedy;

  Fault(Blame blame, Remedy remedy) {
    this.blame = blame;
    this.remedy = remedy;
  }

  public Blame blame() {
    return blame;
  }

  public Remedy remedy() {
    return remedy;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of a session whose connection was lost because of this fault. */
  public SessionStatus status() {
    return switch (this) {
      case UNLINKED, PASSKEY_REQUIRED -> SessionStatus.UNLINKED;
      case REPLACED -> SessionStatus.REPLACED;
      case BANNED -> SessionStatus.BANNED;
      case OUTDATED -> SessionStatus.OUTDATED;
      default -> SessionStatus.DISCONNECTED;
    };
  }
}
