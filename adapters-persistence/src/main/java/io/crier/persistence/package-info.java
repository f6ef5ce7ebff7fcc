/** Persistence in H2 or PostgreSQL. */
package io.crier.persistence;
