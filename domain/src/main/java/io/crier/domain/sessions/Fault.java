package io.crier.domain.sessions;

import java.util.Locale;

/** A way in which reaching WhatsApp fails: whose fault it is, and what mends it. */
public enum Fault {
  RECIPIENT_NOT_ON_WHATSAPP(Blame.RECIPIENT, Remedy.NEVER),
  RECIPIENT_REFUSED(Blame.RECIPIENT, Remedy.NEVER),
  CONTENT_REFUSED(Blame.MESSAGE, Remedy.NEVER),
  /** Meta's Cloud API: more than 24 hours since they last wrote; only a template may go. */
  OUTSIDE_WINDOW(Blame.RECIPIENT, Remedy.NEVER),
  UNSUPPORTED(Blame.MESSAGE, Remedy.NEVER),
  /** WhatsApp's reach-out time-lock (463): holds back new contacts only. */
  RESTRICTED(Blame.ACCOUNT, Remedy.LATER),
  RATE_LIMITED(Blame.ACCOUNT, Remedy.LATER),
  NOT_CONNECTED(Blame.ENGINE, Remedy.WHEN_CONNECTED),
  ENGINE_FAILED(Blame.ENGINE, Remedy.LATER),
  UNLINKED(Blame.ACCOUNT, Remedy.RELINK),
  REPLACED(Blame.ACCOUNT, Remedy.ASK),
  BANNED(Blame.ACCOUNT, Remedy.ASK),
  OUTDATED(Blame.ENGINE, Remedy.UPGRADE),
  /** The request left, its answer did not come: the message may have been sent. */
  UNKNOWN_OUTCOME(Blame.ENGINE, Remedy.ASK),
  /** The plan's sends of the day or the month were used up when it was to be queued. */
  QUOTA_EXCEEDED(Blame.ACCOUNT, Remedy.NEVER),
  /** The account had no credit left when it was to be queued. */
  NO_CREDIT(Blame.ACCOUNT, Remedy.NEVER),
  /** The outcome stayed unknown and the account prefers silence to a second copy. */
  DELIVERY_UNKNOWN(Blame.ENGINE, Remedy.NEVER);

  /** Whose fault it is. */
  public enum Blame {
    MESSAGE,
    RECIPIENT,
    ACCOUNT,
    ENGINE
  }

  /** What mends it. */
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

  /** What is seen of a session whose connection was lost to this fault. */
  public SessionStatus status() {
    return switch (this) {
      case UNLINKED -> SessionStatus.UNLINKED;
      case REPLACED -> SessionStatus.REPLACED;
      case BANNED -> SessionStatus.BANNED;
      case OUTDATED -> SessionStatus.OUTDATED;
      default -> SessionStatus.DISCONNECTED;
    };
  }
}
