/** Deletes old records. */
package io.crier.persistence.retention;
