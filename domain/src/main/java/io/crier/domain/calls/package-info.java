/** Calls that ring at sessions. */
package io.crier.domain.calls;
