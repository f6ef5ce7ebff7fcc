/** The chats of sessions. */
package io.crier.domain.chats;
