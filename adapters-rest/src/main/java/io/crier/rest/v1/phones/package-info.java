/** Phones, and the sessions that send codes and alerts to them. */
package io.crier.rest.v1.phones;
