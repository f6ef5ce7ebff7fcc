/** Media files, on disk or in an object store. */
package io.crier.persistence.media;
