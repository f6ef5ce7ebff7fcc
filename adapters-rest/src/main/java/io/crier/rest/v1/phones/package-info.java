/** Phones, and the sessions that write to them. */
package io.crier.rest.v1.phones;
