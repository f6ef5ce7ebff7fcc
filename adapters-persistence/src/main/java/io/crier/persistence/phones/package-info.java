/** Phones, their codes and their senders, in H2 or PostgreSQL. */
package io.crier.persistence.phones;
