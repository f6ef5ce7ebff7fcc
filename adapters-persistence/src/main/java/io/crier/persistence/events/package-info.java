/** Events and their order, in H2 or PostgreSQL. */
package io.crier.persistence.events;
