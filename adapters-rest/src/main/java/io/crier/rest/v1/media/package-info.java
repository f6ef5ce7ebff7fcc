/** Files that are sent and received, and links to them. */
package io.crier.rest.v1.media;
