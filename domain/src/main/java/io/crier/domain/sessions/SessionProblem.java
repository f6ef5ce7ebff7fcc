package io.crier.domain.sessions;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about sessions. */
public enum SessionProblem implements Problem {
  INVALID_PHONE_NUMBER(
      ProblemKind.INVALID, "not a phone number in international format, such as +966501234567"),
  INVALID_SESSION_NAME(ProblemKind.INVALID, "a session's name is 1 to 100 characters"),
  INVALID_PACING(ProblemKind.INVALID, "the pacing is not valid"),
  INVALID_SETTINGS(
      ProblemKind.INVALID,
      "at most 20 settings, with keys of up to 64 and values of up to 1,000 characters"),
  UNKNOWN_ENGINE(ProblemKind.UNPROCESSABLE, "this server has no such engine"),
  ENGINE_UNAVAILABLE(ProblemKind.UNSUPPORTED, "this server cannot use the engine"),
  ENGINE_NOT_FOR_TEST_KEYS(
      ProblemKind.UNPROCESSABLE, "a test key can only create simulator sessions: use a live key"),
  SESSION_NOT_FOUND(ProblemKind.NOT_FOUND, "session not found"),
  SESSION_NOT_ALLOWED(ProblemKind.FORBIDDEN, "this key may not use this session"),
  SESSION_DISABLED(ProblemKind.FORBIDDEN, "the operator has disabled this session"),
  SESSION_NAME_TAKEN(ProblemKind.CONFLICT, "another session of this account has this name"),
  QR_NOT_READY(
      ProblemKind.CONFLICT,
      "there is no QR code to scan at the moment: start the session and retry"),
  PAIRING_CODE_REFUSED(
      ProblemKind.CONFLICT,
      "WhatsApp gives this number no code at present: scan the QR code, or retry in an hour"),
  ALREADY_LINKED(ProblemKind.CONFLICT, "the session is already linked: log it out first"),
  LINKING_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine does not support this way of linking"),
  QUEUE_OF_OTHER_NUMBER(
      ProblemKind.CONFLICT,
      "messages wait that were accepted for another number: decide with queue=keep or cancel"),
  NOT_CONNECTED(ProblemKind.CONFLICT, "the session is not connected"),
  NODE_NOT_FOUND(ProblemKind.NOT_FOUND, "no node that runs has this id"),
  OWNER_UNAVAILABLE(
      ProblemKind.UNAVAILABLE,
      "the node that runs the session does not answer: retry until another one runs it"),
  RATE_LIMITED_BY_WHATSAPP(
      ProblemKind.OVER_LIMIT, "WhatsApp answers this number no more for a while"),
  DAILY_CAP_REACHED(
      ProblemKind.OVER_LIMIT, "the session has reached its daily cap: retry on the next UTC day");

  private final ProblemKind kind;
  private final String message;

  SessionProblem(ProblemKind kind, String message) {
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
