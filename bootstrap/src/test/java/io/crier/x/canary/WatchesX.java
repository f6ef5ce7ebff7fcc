package io.crier.x.canary;

import io.crier.whatsapp.canary.CallsPersistence;

public record WatchesX(CallsPersistence sender) {}
