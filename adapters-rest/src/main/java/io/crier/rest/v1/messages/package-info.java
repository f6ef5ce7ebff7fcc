/** Messages of the API: accepted, shown, cancelled; and numbers looked up. */
package io.crier.rest.v1.messages;
