package io.crier.domain.accounts;

/** How many live messages an account had accepted, less those given back. */
public record Usage(long sendsToday, long sendsThisMonth) {}
