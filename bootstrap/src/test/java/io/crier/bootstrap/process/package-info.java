/** The built server as a process of its own: killed under load again and again, and measured. */
package io.crier.bootstrap.process;
