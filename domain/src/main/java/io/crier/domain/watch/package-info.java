/** The watch over authors on X: reading progress and polling times. */
package io.crier.domain.watch;
