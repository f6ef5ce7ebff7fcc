/** The face of the aulm API: immediate sends and the status of sessions. */
package io.crier.rest.aulm;
