package io.crier.rest.door;

/** The body of an error that has a code and a message, as several contracts have it. */
public record CodedError(CodedError.Detail error) {

  /** What is wrong: the code is for programs, the message for people. */
  public record Detail(String code, String message) {}

  /** The same with the code and the text of a problem. */
  public static CodedError of(ProblemDetails problem) {
    return new CodedError(new Detail(problem.code(), problem.detail()));
  }
}
