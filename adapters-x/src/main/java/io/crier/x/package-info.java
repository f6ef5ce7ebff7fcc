/** The ways to learn of new posts on X. */
package io.crier.x;
