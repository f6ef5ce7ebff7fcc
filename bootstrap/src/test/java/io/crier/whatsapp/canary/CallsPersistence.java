package io.crier.whatsapp.canary;

import io.crier.persistence.canary.Rows;

public record CallsPersistence(Rows rows) {}
