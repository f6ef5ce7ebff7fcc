/** The authors on X that Crier knows, and how they are looked up. */
package io.crier.application.xaccounts;
