/** The API under {@code /v1}: Crier's own face, and what its resources share. */
package io.crier.rest.v1;
