package io.crier.domain.canary;

import io.crier.application.UnitOfWork;

public record KnowsUseCases(UnitOfWork unitOfWork) {}
