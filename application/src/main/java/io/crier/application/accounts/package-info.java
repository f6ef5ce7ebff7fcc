/** Accounts, and what they may use. */
package io.crier.application.accounts;
