package io.crier.domain.sessions;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about a session. */
public enum SessionProblem implements Problem {
  INVALID_PHONE_NUMBER(
      Kind.INVALID, "not a phone number in international format, such as +966501234567"),
  INVALID_SESSION_NAME(Kind.INVALID, "a session's name is 1 to 100 characters"),
  INVALID_PACING(Kind.INVALID, "the pacing is not valid"),
  INVALID_SETTINGS(
      Kind.INVALID,
      "at most 20 settings, with keys of up to 64 and values of up to 1,000 characters"),
  UNKNOWN_ENGINE(Kind.UNPROCESSABLE, "this server has no such engine"),
  ENGINE_UNAVAILABLE(Kind.UNSUPPORTED, "this server cannot use the engine"),
  ENGINE_NOT_FOR_TEST_KEYS(
      Kind.UNPROCESSABLE, "a test key can only create simulator sessions: use a live key"),
  SESSION_NOT_FOUND(Kind.NOT_FOUND, "session not found"),
  SESSION_NOT_ALLOWED(Kind.FORBIDDEN, "this key may not use this session"),
  SESSION_DISABLED(Kind.FORBIDDEN, "the operator has disabled this session"),
  SESSION_NAME_TAKEN(Kind.CONFLICT, "another session of this account has this name"),
  QR_NOT_READY(
      Kind.CONFLICT, "there is no QR code to scan at the moment: start the session and retry"),
  ALREADY_LINKED(Kind.CONFLICT, "the session is already linked: log it out first"),
  LINKING_UNSUPPORTED(Kind.UNSUPPORTED, "this engine does not support this way of linking"),
  NOT_CONNECTED(Kind.CONFLICT, "the session is not connected");

  private final Kind kind;
  private final String message;

  SessionProblem(Kind kind, String message) {
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
