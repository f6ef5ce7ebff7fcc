/** What happens to what an account owns, and the kinds of it. */
package io.crier.domain.events;
