/** Accounts and their usage, in H2 or PostgreSQL. */
package io.crier.persistence.accounts;
