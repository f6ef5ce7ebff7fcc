package io.crier.rest.canary;

import io.crier.persistence.canary.Rows;

public record QueriesDatabase(Rows rows) {}
