/** Accounts that move in from another service, with what they had there. */
package io.crier.application.imports;
