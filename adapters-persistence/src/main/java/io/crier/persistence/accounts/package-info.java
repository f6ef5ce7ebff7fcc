/** Accounts and what they have sent, in H2 or PostgreSQL. */
package io.crier.persistence.accounts;
