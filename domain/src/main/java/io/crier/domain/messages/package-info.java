/** What is said, to whom, and how far it has come. */
package io.crier.domain.messages;
