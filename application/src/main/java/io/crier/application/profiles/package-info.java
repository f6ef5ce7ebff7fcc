/** What WhatsApp shows of people, and of a session's own account. */
package io.crier.application.profiles;
