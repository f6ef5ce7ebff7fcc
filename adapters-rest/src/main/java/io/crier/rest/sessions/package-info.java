/** Sessions over HTTP. */
package io.crier.rest.sessions;
