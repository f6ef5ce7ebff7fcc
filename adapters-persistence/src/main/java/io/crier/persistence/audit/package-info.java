/** The audit log, in H2 or PostgreSQL. */
package io.crier.persistence.audit;
