/** How authors on X are watched: how far each has been read, and when to ask again. */
package io.crier.domain.watch;
