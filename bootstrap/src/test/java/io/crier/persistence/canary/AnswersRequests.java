package io.crier.persistence.canary;

import io.crier.rest.canary.PortsResource;

public record AnswersRequests(PortsResource resource) {}
