/** What Crier does: use cases, and the ports through which they reach the world. */
package io.crier.application;
