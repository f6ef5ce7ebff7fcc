/** Sessions over HTTP. */
package io.crier.rest.v1.sessions;
