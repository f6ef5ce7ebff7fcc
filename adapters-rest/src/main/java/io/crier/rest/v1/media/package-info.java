/** Downloads of files, and links to them. */
package io.crier.rest.v1.media;
