/** Limits of requests that hold on all nodes together. */
package io.crier.persistence.requests;
