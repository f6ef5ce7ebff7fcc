package io.crier.application.canary;

public interface PortWithoutInMemoryImplementation {}
