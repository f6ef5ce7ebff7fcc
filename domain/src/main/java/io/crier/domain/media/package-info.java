/** Files that messages carry. */
package io.crier.domain.media;
