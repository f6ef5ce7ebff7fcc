package io.crier.rest.canary;

import io.crier.rest.v1.V1;

public record KnowsAnotherFace(V1 face) {}
