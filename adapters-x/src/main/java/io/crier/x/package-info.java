/** Sources of new posts on X, and the client of X's API they share. */
package io.crier.x;
