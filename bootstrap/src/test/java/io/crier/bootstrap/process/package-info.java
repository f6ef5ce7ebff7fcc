/** The built server as a separate process: killed under load repeatedly, and measured. */
package io.crier.bootstrap.process;
