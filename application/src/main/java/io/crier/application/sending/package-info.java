/** Accepting messages for sending. */
package io.crier.application.sending;
