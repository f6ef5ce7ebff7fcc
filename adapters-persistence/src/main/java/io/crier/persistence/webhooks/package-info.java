/** Webhook endpoints and deliveries, in H2 or PostgreSQL. */
package io.crier.persistence.webhooks;
