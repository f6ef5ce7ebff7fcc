/** What WhatsApp shows of people, and of a session's own account. */
package io.crier.rest.v1.profiles;
