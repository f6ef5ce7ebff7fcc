/** Puts Crier together and starts it; no behaviour of its own. */
package io.crier.bootstrap;
