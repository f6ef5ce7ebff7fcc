package io.crier.rest.v1.phones;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The session chosen to send codes and alerts. */
@Schema(name = "ChooseAlertSender")
public record ChosenSession(@Schema(required = true) String sessionId) {}
