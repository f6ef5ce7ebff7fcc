package io.crier.domain.messages;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about a message. */
public enum MessageProblem implements Problem {
  INVALID_RECIPIENT(
      Kind.INVALID,
      "to is not a recipient: use +966501234567, digits, …@c.us, …@s.whatsapp.net, …@g.us or …@lid"),
  INVALID_TEXT(Kind.INVALID, "body is 1 to 4096 characters"),
  INVALID_CONTENT(Kind.INVALID, "the message is not valid"),
  MEDIA_MISSING(
      Kind.INVALID, "the file must be given as exactly one of url, data, or a part named file"),
  MEDIA_TYPE_NOT_ALLOWED(Kind.UNPROCESSABLE, "WhatsApp does not accept this type of file"),
  MEDIA_UNREACHABLE(Kind.UNPROCESSABLE, "the file could not be downloaded from its url"),
  MEDIA_NOT_FOUND(Kind.NOT_FOUND, "media not found"),
  MEDIA_LINK_EXPIRED(Kind.GONE, "this link has expired: fetch the message again for a new one"),
  MEDIA_TOO_LARGE(Kind.TOO_LARGE, "the file is larger than WhatsApp accepts"),
  INVALID_METADATA(
      Kind.INVALID, "metadata is a JSON object of at most 4096 characters, without NUL"),
  INVALID_SEND_AT(Kind.INVALID, "sendAt must be at most 365 days ahead"),
  TYPE_UNSUPPORTED(Kind.UNSUPPORTED, "the session's engine cannot send this type of message"),
  UNPACED_NOT_ALLOWED(
      Kind.UNPROCESSABLE, "this session does not allow unpaced messages: set pacing.allowUnpaced"),
  MESSAGE_NOT_FOUND(Kind.NOT_FOUND, "message not found"),
  MESSAGE_NOT_CANCELLABLE(Kind.CONFLICT, "only scheduled and queued messages can be cancelled"),
  MESSAGE_NOT_QUOTABLE(Kind.CONFLICT, "only a message of the same chat can be referred to"),
  MESSAGE_NOT_RECEIVED(Kind.CONFLICT, "only received messages can be marked as seen"),
  SEEN_UNSUPPORTED(Kind.UNSUPPORTED, "the session's engine cannot mark messages as read"),
  RECIPIENT_NOT_ON_WHATSAPP(Kind.NOT_FOUND, "this number is not on WhatsApp");

  private final Kind kind;
  private final String message;

  MessageProblem(Kind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
