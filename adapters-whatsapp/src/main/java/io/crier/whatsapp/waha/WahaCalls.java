package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Calls;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.Recipient;
import jakarta.ws.rs.ProcessingException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The calls that WAHA has reported; it needs the caller to reject one. */
final class WahaCalls implements Calls {

  private static final int MOST = 100;

  private final SessionApi api;
  private final BooleanSupplier connected;
  private final Map<CallId, String> callers = new LinkedHashMap<>();

  WahaCalls(SessionApi api, BooleanSupplier connected) {
    this.api = api;
    this.connected = connected;
  }

  /** Reads what WAHA posts about a call; empty if it does not tell who calls. */
  Optional<Event.Called> received(JsonNode payload, Instant now) {
    var id = payload.path("id").asText();
    var from = payload.path("from").asText();
    if (id.isBlank() || id.length() > 200) {
      return Optional.empty();
    }
    return Ids.recipient(from)
        .filter(caller -> !(caller instanceof Recipient.Group))
        .map(
            caller -> {
              var call =
                  new Call(
                      new CallId(id), caller, group(payload), payload.path("isVideo").asBoolean());
              remember(call.id(), from);
              return new Event.Called(call, at(payload.path("timestamp").asLong(), now));
            });
  }

  private static Instant at(long seconds, Instant now) {
    return seconds <= 0 || seconds > now.getEpochSecond() ? now : Instant.ofEpochSecond(seconds);
  }

  /** WAHA tells only that a group is called; the engine behind it may tell which one. */
  private static Optional<Recipient.Group> group(JsonNode payload) {
    return Ids.recipient(payload.at("/_data/groupJid").asText())
        .filter(Recipient.Group.class::isInstance)
        .map(Recipient.Group.class::cast);
  }

  private synchronized void remember(CallId id, String from) {
    if (callers.size() >= MOST) {
      callers.remove(callers.keySet().iterator().next());
    }
    callers.put(id, from);
  }

  @Override
  public Answer reject(CallId id) {
    if (!connected.getAsBoolean()) {
      return Answer.NOT_CONNECTED;
    }
    var from = caller(id);
    if (from == null) {
      return Answer.NOT_RINGING;
    }
    try {
      api.reject(id, from);
      forget(id);
      return Answer.DONE;
    } catch (WahaException e) {
      return switch (e.fault()) {
        case NOT_CONNECTED -> e.isNotFound() ? Answer.NOT_RINGING : Answer.NOT_CONNECTED;
        case RATE_LIMITED -> Answer.RATE_LIMITED;
        case UNKNOWN_OUTCOME -> Answer.NO_ANSWER;
        default -> Answer.REFUSED;
      };
    } catch (ProcessingException e) {
      return Answer.NO_ANSWER;
    }
  }

  private synchronized String caller(CallId id) {
    return callers.get(id);
  }

  private synchronized void forget(CallId id) {
    callers.remove(id);
  }
}
