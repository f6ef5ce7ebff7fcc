/** What Crier does: use cases, and the ports through which they reach other systems. */
package io.crier.application;
