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
  MESSAGE_NOT_FORWARDABLE(
      ProblemKind.CONFLICT, "only texts, files, locations and contacts can be forwarded"),
  MESSAGE_NOT_OURS(
      ProblemKind.CONFLICT, "only messages that the session has sent can be edited or deleted"),
  MESSAGE_NOT_SENT(
      ProblemKind.CONFLICT,
      "WhatsApp has not accepted this message: cancel it while it waits, and send another"),
  MESSAGE_NOT_EDITABLE(
      ProblemKind.CONFLICT,
      "only texts, and the captions of images, videos and documents, can be edited"),
  MESSAGE_REVOKED(ProblemKind.CONFLICT, "the message is deleted for everyone already"),
  EDIT_TOO_LATE(ProblemKind.CONFLICT, "a message can be edited for 15 minutes after it was sent"),
  REVOKE_TOO_LATE(
      ProblemKind.CONFLICT, "a message can be deleted for everyone for 60 hours after it was sent"),
  MESSAGE_NOT_RECEIVED(ProblemKind.CONFLICT, "only received messages can be marked as seen"),
  SEEN_UNSUPPORTED(ProblemKind.UNSUPPORTED, "the session's engine cannot mark messages as read"),
  TOO_MANY_EXPORTS(
      ProblemKind.OVER_LIMIT, "other exports are running: wait until one of them has ended");

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
