/** Files that messages carry. */
package io.crier.application.media;
