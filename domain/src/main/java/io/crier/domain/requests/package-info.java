/** How many requests an account may make over time, on all nodes together. */
package io.crier.domain.requests;
