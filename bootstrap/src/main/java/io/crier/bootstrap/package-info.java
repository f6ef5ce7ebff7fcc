/** Wires Crier's components and starts them; has no behaviour of its own. */
package io.crier.bootstrap;
