/** Accepting, queueing, sending and receiving messages. */
package io.crier.application.messages;
