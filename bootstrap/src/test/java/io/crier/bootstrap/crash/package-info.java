/** Kills the real server under load, again and again, and looks at what is left. */
package io.crier.bootstrap.crash;
