package io.crier.x.fake;

import java.util.Map;

/** A request that came, whatever was answered. */
public record Asked(Endpoint endpoint, String method, String path, Map<String, String> query) {}
