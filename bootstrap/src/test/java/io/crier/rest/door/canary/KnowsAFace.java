package io.crier.rest.door.canary;

import io.crier.rest.v1.V1;

public record KnowsAFace(V1 face) {}
