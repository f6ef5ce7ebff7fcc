package io.crier.application.messages;

import io.crier.application.Replays.Replay;
import java.util.function.Function;

/**
 * What makes a request to send repeatable without sending twice.
 *
 * @param fingerprint of the request
 * @param answer what to replay, given what was accepted
 */
public record Idempotency(
    String key, String fingerprint, Function<AcceptMessages.Accepted, Replay> answer) {}
