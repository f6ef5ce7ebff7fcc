/** Messages: sent, listed and cancelled; and lookups of numbers. */
package io.crier.rest.v1.messages;
