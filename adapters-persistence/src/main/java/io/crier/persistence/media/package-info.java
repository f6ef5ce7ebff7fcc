/** The bytes of what is sent and received, on disk or in an object store. */
package io.crier.persistence.media;
