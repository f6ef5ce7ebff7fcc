package io.crier.persistence.canary;

public record Rows() {}
