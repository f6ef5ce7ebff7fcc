/** Events, and their ways to webhook endpoints, in H2 or PostgreSQL. */
package io.crier.persistence.webhooks;
