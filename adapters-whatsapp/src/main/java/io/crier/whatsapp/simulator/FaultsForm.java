package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** {@link Faults} as JSON; each field may be omitted. */
@Schema(name = "SimulatorFaults", description = "What is left out is in order; {} heals.")
public record FaultsForm(
    @Schema(description = "The session loses its connection, and cannot connect.") Boolean offline,
    @Schema(
            description = "How long the answer to each send takes.",
            minimum = "0",
            maximum = "600000",
            examples = "250")
        Integer delayMs,
    @Schema(
            description = "Who is not on WhatsApp, in any form that a message's to accepts.",
            examples = "[\"+966500000000\"]")
        List<String> unknownNumbers,
    @Schema(
            description =
                "To whom nothing can be sent, and the fault it fails with, such as rate_limited."
                    + " restricted and rate_limited end a minute after the send, they say;"
                    + " unknown_outcome arrives all the same; unlinked, banned, outdated and"
                    + " replaced also end the connection.",
            examples = "{\"+966500000001\": \"restricted\"}")
        Map<String, String> refuse,
    @Schema(
            description = "The code that these sends fail with: error.engineCode of the message.",
            examples = "131049")
        Integer engineCode,
    @Schema(
            description = "Whether delivered and read receipts follow by themselves.",
            defaultValue = "true")
        Boolean receipts,
    @Schema(
            description =
                "Files of messages to the session cannot be downloaded from WhatsApp: they stay"
                    + " pending until this is healed, and fail after a day.")
        Boolean noDownloads) {

  private static final int MAX_DELAY_MILLIS = 600_000;

  static FaultsForm of(Faults faults) {
    return new FaultsForm(
        faults.offline(),
        Math.toIntExact(faults.delay().toMillis()),
        faults.unknownNumbers().stream().map(Recipient::text).toList(),
        faults.refuse().entrySet().stream()
            .collect(toMap(entry -> entry.getKey().text(), entry -> entry.getValue().code())),
        faults.engineCode().orElse(null),
        faults.receipts(),
        faults.noDownloads());
  }

  Faults toFaults() {
    return new Faults(
        Objects.requireNonNullElse(offline, false),
        delay(),
        Objects.requireNonNullElse(unknownNumbers, List.<String>of()).stream()
            .map(Recipient::parse)
            .collect(toUnmodifiableSet()),
        Objects.requireNonNullElse(refuse, Map.<String, String>of()).entrySet().stream()
            .collect(
                toMap(
                    entry -> Recipient.parse(entry.getKey()),
                    entry -> fault(entry.getValue()),
                    (first, second) -> second)),
        Optional.ofNullable(engineCode),
        Objects.requireNonNullElse(receipts, true),
        Objects.requireNonNullElse(noDownloads, false));
  }

  private Duration delay() {
    var millis = Objects.requireNonNullElse(delayMs, 0);
    if (millis < 0 || millis > MAX_DELAY_MILLIS) {
      throw new Refused(INVALID_REQUEST, "delayMs is 0 to " + MAX_DELAY_MILLIS);
    }
    return Duration.ofMillis(millis);
  }

  private static Fault fault(String code) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.code().equals(code))
        .findAny()
        .orElseThrow(() -> new Refused(INVALID_REQUEST, "refuse: a fault is one of " + codes()));
  }

  private static String codes() {
    return Arrays.stream(Fault.values()).map(Fault::code).collect(joining(", "));
  }
}
