/** Webhook endpoints, and the format of webhook requests. */
package io.crier.rest.v1.webhooks;
