/** The caller's account, and all accounts for operators. */
package io.crier.rest.v1.accounts;
