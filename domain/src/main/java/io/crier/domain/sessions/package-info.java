/** WhatsApp sessions, their pacing and faults. */
package io.crier.domain.sessions;
