/** Calls that ring at sessions. */
package io.crier.rest.v1.calls;
