package io.crier.domain.profiles;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about profiles. */
public enum ProfileProblem implements Problem {
  INVALID_PROFILE(ProblemKind.INVALID, "the profile is not valid"),
  INVALID_PICTURE(ProblemKind.INVALID, "expected a JPEG or PNG of at most 5 MB"),
  PICTURE_NOT_FOUND(
      ProblemKind.NOT_FOUND, "there is no picture, or the session's number may not see it"),
  PROFILE_REFUSED(ProblemKind.UNPROCESSABLE, "WhatsApp refuses this"),
  PROFILES_UNSUPPORTED(ProblemKind.UNSUPPORTED, "this engine cannot do that with profiles"),
  TOO_MANY_PROFILE_REQUESTS(
      ProblemKind.OVER_LIMIT, "WhatsApp bans numbers that ask for or change profiles this fast");

  private final ProblemKind kind;
  private final String message;

  ProfileProblem(ProblemKind kind, String message) {
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
