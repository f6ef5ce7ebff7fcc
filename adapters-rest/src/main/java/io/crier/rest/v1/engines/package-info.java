/** The engines of this server. */
package io.crier.rest.v1.engines;
