/** The JSON form of events, and the event stream. */
package io.crier.rest.v1.events;
