/**
 * Requests that Crier makes to addresses its users chose, and the guard that keeps them out of the
 * house.
 */
package io.crier.rest.outbound;
