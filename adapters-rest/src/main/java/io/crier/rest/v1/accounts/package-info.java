/** Accounts over HTTP: one's own, and all of them for operators. */
package io.crier.rest.v1.accounts;
