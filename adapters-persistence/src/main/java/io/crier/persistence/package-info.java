/** Keeps what must survive, in H2 or PostgreSQL. */
package io.crier.persistence;
