package io.crier.domain.canary.hen;

import io.crier.domain.canary.egg.Egg;

public record Hen(Egg lays) {}
