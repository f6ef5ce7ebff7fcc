package io.crier.whatsapp.web;

import static io.crier.domain.sessions.Fault.CHANNEL_NOT_FOUND;
import static io.crier.domain.sessions.Fault.CONTENT_REFUSED;
import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.GROUP_NOT_FOUND;
import static io.crier.domain.sessions.Fault.NOT_CHANNEL_ADMIN;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.NOT_IN_GROUP;
import static io.crier.domain.sessions.Fault.RATE_LIMITED;
import static io.crier.domain.sessions.Fault.RATE_LIMITED_BY_WHATSAPP;
import static io.crier.domain.sessions.Fault.RECIPIENT_NOT_ON_WHATSAPP;
import static io.crier.domain.sessions.Fault.RECIPIENT_REFUSED;
import static io.crier.domain.sessions.Fault.RESTRICTED;
import static io.crier.domain.sessions.Fault.UNKNOWN_OUTCOME;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Scheduler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a connected session's messages, read receipts and typing indicators through the side
 * process.
 */
record MessageSender(ProcessLink link, Contents contents, Scheduler scheduler) {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** Used if WhatsApp does not report the end of a restriction. */
  private static final Duration RESTRICTED_FOR = Duration.ofHours(24);

  private static final Duration RATE_LIMITED_FOR = Duration.ofMinutes(1);

  /** The slowest expected upload, in bytes per second. */
  private static final long MIN_UPLOAD_RATE = 50_000;

  Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    try (var sending = contents.write(content)) {
      var destination = address.or(() -> find(to));
      if (destination.isEmpty()) {
        return failed(RECIPIENT_NOT_ON_WHATSAPP);
      }
      var line = link.line("send").put("id", id.value()).put("to", destination.get().value());
      line.setAll(sending.line());
      var timeout = TIMEOUT.plusSeconds(sending.bytes() / MIN_UPLOAD_RATE);
      return outcome(id, link.request(line, timeout).join());
    } catch (Refused | IOException e) {
      return e instanceof Refused refused ? unchecked(refused) : failed(CONTENT_REFUSED);
    }
  }

  private Outcome unchecked(Refused e) {
    return e.problem() == SessionProblem.RATE_LIMITED_BY_WHATSAPP
        ? failed(
            RATE_LIMITED_BY_WHATSAPP, e.retryAfter().map(scheduler.now()::plus), Optional.empty())
        : failed(NOT_CONNECTED);
  }

  /** Asks WhatsApp for the address of a recipient that is new to the session. */
  private Optional<Address> find(Recipient to) {
    return to instanceof Recipient.Phone phone
        ? check(Set.of(phone.number())).get(phone.number())
        : Optional.of(new Address(to.text()));
  }

  private Outcome outcome(WhatsAppId id, JsonNode answer) {
    if (answer.has("refused")) {
      return refused(answer, answer.get("refused").asText());
    }
    return switch (answer.path("fault").asText()) {
      case "" -> new Outcome.Sent(id);
      case "not_connected" -> failed(NOT_CONNECTED);
      case "rate_limited" ->
          failed(
              RATE_LIMITED_BY_WHATSAPP,
              Optional.of(scheduler.now().plus(pause(answer))),
              engineCode(answer.path("code")));
      case "engine_failed" -> failed(ENGINE_FAILED, answer.path("code"));
      case "group_not_found" -> failed(GROUP_NOT_FOUND, answer.path("code"));
      case "not_in_group" -> failed(NOT_IN_GROUP, answer.path("code"));
      case "channel_not_found" -> failed(CHANNEL_NOT_FOUND, answer.path("code"));
      case "not_channel_admin" -> failed(NOT_CHANNEL_ADMIN, answer.path("code"));
      default -> failed(UNKNOWN_OUTCOME);
    };
  }

  /** WhatsApp has refused the message with this code. */
  private Outcome refused(JsonNode answer, String code) {
    var fault =
        switch (code) {
          case "463" -> answer.path("unrestricted").asBoolean() ? RECIPIENT_REFUSED : RESTRICTED;
          case "429" -> RATE_LIMITED;
          case "404" -> RECIPIENT_NOT_ON_WHATSAPP;
          case "479", "487", "491" -> CONTENT_REFUSED;
          case "500", "503" -> ENGINE_FAILED;
          default -> RECIPIENT_REFUSED;
        };
    return new Outcome.Failed(
        new Failure(fault, engineCode(answer.path("refused"))), until(fault, answer));
  }

  private Optional<Instant> until(Fault fault, JsonNode answer) {
    var now = scheduler.now();
    var until = answer.path("until").asText();
    return switch (fault) {
      case RESTRICTED ->
          Optional.of(until.isEmpty() ? now.plus(RESTRICTED_FOR) : Instant.parse(until));
      case RATE_LIMITED -> Optional.of(now.plus(RATE_LIMITED_FOR));
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> engineCode(JsonNode code) {
    return Optional.of(code.asText()).filter(it -> it.matches("\\d{1,9}")).map(Integer::valueOf);
  }

  static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  private static Outcome failed(Fault fault, JsonNode code) {
    return failed(fault, Optional.empty(), engineCode(code));
  }

  private static Outcome failed(
      Fault fault, Optional<Instant> until, Optional<Integer> engineCode) {
    return new Outcome.Failed(new Failure(fault, engineCode), until);
  }

  /** How long WhatsApp is asked nothing. */
  private static Duration pause(JsonNode answer) {
    return Duration.ofMillis(answer.path("retryMs").asLong(RATE_LIMITED_FOR.toMillis()));
  }

  Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    var line = link.line("check");
    numbers.forEach(number -> line.withArray("numbers").add(number.value()));
    var answer = link.request(line, TIMEOUT).join();
    if (answer.path("fault").asText().equals("rate_limited")) {
      throw new Refused(SessionProblem.RATE_LIMITED_BY_WHATSAPP, pause(answer));
    }
    if (!answer.has("found")) {
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    for (var match : answer.get("found")) {
      found.put(
          new PhoneNumber(match.path("number").asText()),
          Optional.ofNullable(match.path("address").textValue()).map(Address::new));
    }
    return found;
  }

  void typing(Recipient to, boolean on) {
    link.send(link.line("typing").put("to", Contents.address(to)).put("on", on));
  }

  void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    var line = link.line("seen").put("to", Contents.address(from)).put("id", id.value());
    author.ifPresent(person -> line.put("author", Contents.address(person)));
    link.send(line);
  }
}
