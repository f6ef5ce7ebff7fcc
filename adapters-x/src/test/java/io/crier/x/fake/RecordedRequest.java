package io.crier.x.fake;

import java.util.Map;

/** A request that was received, whatever the response. */
public record RecordedRequest(
    Endpoint endpoint, String method, String path, Map<String, String> query) {}
