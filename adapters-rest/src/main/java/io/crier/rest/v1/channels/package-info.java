/** The channels that sessions follow. */
package io.crier.rest.v1.channels;
