package io.crier.rest.door;

import java.util.Locale;

/** What can go wrong with an exchange before, or whatever, a use case is asked. */
public enum HttpProblem {
  BAD_REQUEST(400, "the request cannot be understood"),
  NOT_FOUND(404, "there is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "this path does not take this method"),
  NOT_ACCEPTABLE(406, "none of the media types in Accept can be produced here"),
  BODY_TOO_LARGE(413, "the body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "this path does not take this Content-Type"),
  INTERNAL_ERROR(500, "something broke; the operator finds it in the log by this requestId"),
  SERVICE_UNAVAILABLE(503, "the server cannot reach its database: ask again shortly");

  private final int status;
  private final String message;

  HttpProblem(int status, String message) {
    this.status = status;
    this.message = message;
  }

  int status() {
    return status;
  }

  String message() {
    return message;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The problem that this status stands for. */
  static HttpProblem of(int status) {
    for (var problem : values()) {
      if (problem.status == status) {
        return problem;
      }
    }
    return status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
  }
}
