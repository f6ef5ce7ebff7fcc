package io.crier.rest.canary;

import io.crier.application.UnitOfWork;

public record PortsResource(UnitOfWork unitOfWork) {}
