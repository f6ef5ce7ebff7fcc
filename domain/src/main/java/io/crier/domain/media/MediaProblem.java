package io.crier.domain.media;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about files. */
public enum MediaProblem implements Problem {
  MEDIA_MISSING(
      ProblemKind.INVALID,
      "the file must be given as exactly one of url, data, or a part named file"),
  MEDIA_TYPE_NOT_ALLOWED(ProblemKind.UNPROCESSABLE, "WhatsApp does not accept this type of file"),
  VOICE_NOT_OPUS(
      ProblemKind.UNPROCESSABLE,
      "WhatsApp plays only Ogg with Opus as a voice message, and this server has no ffmpeg to"
          + " convert other audio: convert it, or send it without voice"),
  VOICE_NOT_CONVERTIBLE(
      ProblemKind.UNPROCESSABLE, "the audio could not be converted to a voice message"),
  MEDIA_UNREACHABLE(ProblemKind.UNPROCESSABLE, "the file could not be downloaded from its url"),
  MEDIA_URL_BLOCKED(ProblemKind.UNPROCESSABLE, "the operator does not allow this url"),
  MEDIA_NOT_FOUND(ProblemKind.NOT_FOUND, "media not found"),
  MEDIA_LINK_EXPIRED(
      ProblemKind.GONE, "this link has expired: fetch the message again for a new one"),
  MEDIA_NOT_RECEIVED(
      ProblemKind.CONFLICT, "only the file of a received message can be fetched from WhatsApp"),
  MEDIA_AVAILABLE(ProblemKind.CONFLICT, "the file is available already"),
  MEDIA_NOT_AVAILABLE(
      ProblemKind.CONFLICT, "the file of the message has expired, or has not arrived"),
  MEDIA_NOT_FETCHABLE(
      ProblemKind.CONFLICT, "the file can no longer be fetched: its session was deleted"),
  MEDIA_TOO_LARGE(ProblemKind.TOO_LARGE, "the file is larger than WhatsApp accepts");

  private final ProblemKind kind;
  private final String message;

  MediaProblem(ProblemKind kind, String message) {
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
