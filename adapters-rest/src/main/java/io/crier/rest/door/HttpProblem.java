package io.crier.rest.door;

import java.util.Locale;

/** Errors of the HTTP exchange itself, independent of any use case. */
public enum HttpProblem {
  BAD_REQUEST(400, "the request is malformed"),
  NOT_FOUND(404, "no such path"),
  METHOD_NOT_ALLOWED(405, "this path does not support this method"),
  NOT_ACCEPTABLE(406, "none of the media types in Accept is available"),
  REQUEST_TIMEOUT(408, "the body arrived too slowly"),
  BODY_TOO_LARGE(413, "the body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "this path does not support this Content-Type"),
  RANGE_NOT_SATISFIABLE(416, "the file has no such range of bytes"),
  TOO_MANY_SLOW_BODIES(429, "too many bodies of this account are arriving slowly: retry later"),
  INTERNAL_ERROR(500, "internal error; the operator can find it in the log by this requestId"),
  SERVICE_UNAVAILABLE(503, "the server stops, or cannot reach its database or disk: retry shortly");

  private final int status;
  private final String message;

  HttpProblem(int status, String message) {
    this.status = status;
    this.message = message;
  }

  public int status() {
    return status;
  }

  String message() {
    return message;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The problem with this status. */
  static HttpProblem of(int status) {
    for (var problem : values()) {
      if (problem.status == status) {
        return problem;
      }
    }
    return status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
  }
}
