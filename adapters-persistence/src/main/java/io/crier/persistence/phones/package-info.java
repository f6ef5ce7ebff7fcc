/** Phones, verification codes and alert senders, in H2 or PostgreSQL. */
package io.crier.persistence.phones;
