package io.crier.application.canary;

import org.eclipse.microprofile.config.Config;

public record ReadsConfiguration(Config config) {}
