/** Messages: their content, recipients and status. */
package io.crier.domain.messages;
