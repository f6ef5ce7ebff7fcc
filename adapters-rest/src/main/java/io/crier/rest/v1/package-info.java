/** The API under {@code /v1}: Crier's own face, and the words that its resources share. */
package io.crier.rest.v1;
