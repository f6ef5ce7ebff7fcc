/** Watching authors on X: when to ask, whom, and at what price. */
package io.crier.application.xaccounts;
