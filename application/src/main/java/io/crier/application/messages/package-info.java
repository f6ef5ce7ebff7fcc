/** Messages and contacts: what is stored, found and received. */
package io.crier.application.messages;
