package io.crier.domain.channels;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about channels. */
public enum ChannelProblem implements Problem {
  INVALID_CHANNEL(
      ProblemKind.INVALID,
      "name a channel by its id, such as 120363144038483540@newsletter, or by its link, such as"
          + " https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn"),
  CHANNEL_NOT_FOUND(ProblemKind.NOT_FOUND, "WhatsApp knows no such channel"),
  CHANNEL_REFUSED(
      ProblemKind.UNPROCESSABLE, "WhatsApp refuses this; owners cannot leave their channels"),
  CHANNELS_UNSUPPORTED(ProblemKind.UNSUPPORTED, "the session's engine has no channels"),
  TOO_MANY_CHANNEL_CHANGES(
      ProblemKind.OVER_LIMIT,
      "a session follows or leaves ten channels at once, then one a minute");

  private final ProblemKind kind;
  private final String message;

  ChannelProblem(ProblemKind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public ProblemKind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
