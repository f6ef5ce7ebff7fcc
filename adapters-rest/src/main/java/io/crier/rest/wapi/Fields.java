package io.crier.rest.wapi;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.messages.Recipient;
import java.util.Optional;

/** Reads fields and parameters of requests, within the limits that wapi documents. */
final class Fields {

  private Fields() {}

  static String required(String name, String value, int shortest, int longest) {
    return TextRule.text(shortest, longest).require(name, value, INVALID_REQUEST);
  }

  static Optional<String> optional(String name, String value, int longest) {
    return TextRule.text(0, longest).require(name, Optional.ofNullable(value), INVALID_REQUEST);
  }

  /** Digits with country code, or a group's id. */
  static Recipient recipient(String to) {
    try {
      return Recipient.parse(to);
    } catch (Refused notOne) {
      throw new Refused(
          INVALID_REQUEST,
          "to: expected digits with country code, such as 923001234567, or a group …@g.us");
    }
  }
}
