package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Asks the side process about the account of a connected session. */
final class Question {

  /** Longer than the process waits for the answers of WhatsApp that one question needs. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private Question() {}

  static <T> Answer<T> ask(
      ProcessLink link, BooleanSupplier connected, ObjectNode line, Function<JsonNode, T> read) {
    return answer(link, connected, line, json -> new Done<>(read.apply(json)));
  }

  /** The same where what the process says can mean a failure. */
  static <T> Answer<T> answer(
      ProcessLink link,
      BooleanSupplier connected,
      ObjectNode line,
      Function<JsonNode, Answer<T>> read) {
    if (!connected.getAsBoolean()) {
      return Answer.failed(Failure.NOT_CONNECTED);
    }
    var answer = link.request(line, TIMEOUT).join();
    return answer.has("fault")
        ? Answer.failed(failure(answer.path("fault").asText()))
        : read.apply(answer);
  }

  private static Failure failure(String fault) {
    return switch (fault) {
      case "group_not_found" -> Failure.GROUP_NOT_FOUND;
      case "not_in_group" -> Failure.NOT_IN_GROUP;
      case "not_admin" -> Failure.NOT_ADMIN;
      case "invite_expired" -> Failure.INVITE_EXPIRED;
      case "channel_not_found" -> Failure.CHANNEL_NOT_FOUND;
      case "rate_limited" -> Failure.RATE_LIMITED;
      case "not_connected" -> Failure.NOT_CONNECTED;
      case "no_answer", SideProcess.TIMED_OUT, SideProcess.ENDED -> Failure.NO_ANSWER;
      default -> Failure.REFUSED;
    };
  }
}
