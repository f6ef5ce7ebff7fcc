/** Running sessions on engines. */
package io.crier.application.sessions;
