package io.crier.domain.accounts;

/** How many live messages of an account were accepted, less those refunded. */
public record Usage(long sendsToday, long sendsThisMonth) {}
