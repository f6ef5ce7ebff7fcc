/** Where an account's events are posted, and how failed deliveries are retried. */
package io.crier.domain.webhooks;
