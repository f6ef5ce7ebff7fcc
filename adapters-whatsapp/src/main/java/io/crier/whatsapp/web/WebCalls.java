package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The calls that ring at a session, which the side process rejects. */
record WebCalls(ProcessLink link, BooleanSupplier connected) implements Calls {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Override
  public Answer reject(CallId id) {
    if (!connected.getAsBoolean()) {
      return Answer.NOT_CONNECTED;
    }
    var answer = link.request(link.line("reject").put("id", id.value()), TIMEOUT).join();
    return switch (answer.path("fault").asText()) {
      case "" -> Answer.DONE;
      case "not_ringing" -> Answer.NOT_RINGING;
      case "not_connected" -> Answer.NOT_CONNECTED;
      case "rate_limited" -> Answer.RATE_LIMITED;
      case "no_answer", SideProcess.TIMED_OUT, SideProcess.ENDED -> Answer.NO_ANSWER;
      default -> Answer.REFUSED;
    };
  }

  /** What the process tells about a call; empty if it does not tell who calls. */
  static Optional<Event.Called> read(JsonNode line, Instant now) {
    var at = line.path("at").asLong();
    return Contents.person(line.path("from"))
        .map(
            from ->
                new Event.Called(
                    new Call(
                        new CallId(line.path("id").asText()),
                        from,
                        Optional.ofNullable(line.path("group").textValue())
                            .filter(group -> Recipient.GROUP.matcher(group).matches())
                            .map(Recipient.Group::new),
                        line.path("video").asBoolean()),
                    at == 0 ? now : Instant.ofEpochSecond(at)));
  }
}
