package io.crier.domain.webhooks;

/** The format in which an endpoint receives its events. */
public enum WebhookFormat {
  CRIER(20),
  /** That of aulm, whose accounts have one endpoint. */
  AULM(1),
  WALYTIC(20);

  private final int most;

  WebhookFormat(int most) {
    this.most = most;
  }

  /** How many endpoints of an account can have it. */
  public int most() {
    return most;
  }
}
