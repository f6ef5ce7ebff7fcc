package io.crier.rest.media;

import io.crier.rest.outbound.OutboundClient;

/** The client by which files are fetched: its limits are not those of webhooks. */
public record Downloads(OutboundClient client) {}
