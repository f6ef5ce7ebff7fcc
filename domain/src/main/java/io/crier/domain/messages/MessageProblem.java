package io.crier.domain.messages;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about messages. */
public enum MessageProblem implements Problem {
  INVALID_RECIPIENT(
      ProblemKind.INVALID,
      "to is not a recipient: use +966501234567, digits, …@c.us, …@s.whatsapp.net, …@g.us or"
          + " …@lid"),
  INVALID_TEXT(ProblemKind.INVALID, "body is 1 to 4096 characters"),
  INVALID_CONTENT(ProblemKind.INVALID, "the message is not valid"),
  INVALID_METADATA(
      ProblemKind.INVALID, "metadata is a JSON object of at most 4096 characters, without NUL"),
  INVALID_SEND_AT(ProblemKind.INVALID, "sendAt must be at most 365 days ahead"),
  TYPE_UNSUPPORTED(
      ProblemKind.UNSUPPORTED, "the session's engine cannot send this type of message"),
  UNPACED_NOT_ALLOWED(
      ProblemKind.UNPROCESSABLE,
      "this session does not allow unpaced messages: set pacing.allowUnpaced"),
  RECIPIENT_NOT_ON_WHATSAPP(ProblemKind.NOT_FOUND, "the number is not on WhatsApp"),
  MESSAGE_NOT_FOUND(ProblemKind.NOT_FOUND, "message not found"),
  RAW_NOT_KEPT(
      ProblemKind.NOT_FOUND,
      "the raw form is kept only of received messages that Crier does not understand"),
  MESSAGE_NOT_CANCELLABLE(
      ProblemKind.CONFLICT, "only scheduled and queued messages can be cancelled"),
  MESSAGE_NOT_QUOTABLE(ProblemKind.CONFLICT, "only a message of the same chat can be referred to"),
  MESSAGE_NOT_RECEIVED(ProblemKind.CONFLICT, "only received messages can be marked as seen"),
  SEEN_UNSUPPORTED(ProblemKind.UNSUPPORTED, "the session's engine cannot mark messages as read");

  private final ProblemKind kind;
  private final String message;

  MessageProblem(ProblemKind kind, String message) {
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
