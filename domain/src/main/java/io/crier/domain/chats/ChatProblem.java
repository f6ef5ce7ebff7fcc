package io.crier.domain.chats;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about chats. */
public enum ChatProblem implements Problem {
  CHAT_NOT_FOUND(ProblemKind.NOT_FOUND, "the session has no message in this chat"),
  CONTACT_NOT_FOUND(ProblemKind.NOT_FOUND, "the session knows nobody so named on WhatsApp"),
  CONTACT_IS_WRITTEN_TO(
      ProblemKind.CONFLICT,
      "messages to this contact are under way; cancel them, or wait until they are sent"),
  NUMBER_OF_SESSION(ProblemKind.CONFLICT, "this is the number of a session of the account"),
  INVALID_PRESENCE(ProblemKind.INVALID, "state is typing, recording or paused"),
  PRESENCE_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine has no presence"),
  TOO_MANY_PRESENCES(
      ProblemKind.OVER_LIMIT, "a chat's presence changes ten times at once, then every 3 seconds"),
  INVALID_CHAT_CHANGE(
      ProblemKind.INVALID,
      "name at least one change: read, archived, muted, pinned or disappearingSeconds"),
  CHAT_REFUSED(ProblemKind.UNPROCESSABLE, "WhatsApp refuses to change this chat"),
  DISAPPEARING_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine cannot let messages disappear"),
  NOT_A_PERSON(ProblemKind.INVALID, "expected a phone number or a LID"),
  BLOCK_REFUSED(ProblemKind.UNPROCESSABLE, "WhatsApp refuses to block or unblock this person"),
  BLOCKING_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine blocks nobody"),
  TOO_MANY_BLOCKS(
      ProblemKind.OVER_LIMIT, "a session blocks ten times at once, then every 6 seconds");

  private final ProblemKind kind;
  private final String message;

  ChatProblem(ProblemKind kind, String message) {
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
