/** WhatsApp identities, how they are paced and what can go wrong with them. */
package io.crier.domain.sessions;
