package io.crier.domain.canary.egg;

import io.crier.domain.canary.hen.Hen;

public record Egg(Hen hatches) {}
