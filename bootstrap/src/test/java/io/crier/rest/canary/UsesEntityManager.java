package io.crier.rest.canary;

import jakarta.persistence.EntityManager;

public record UsesEntityManager(EntityManager entityManager) {}
