/** Webhooks: their endpoints in the API, and what is posted to them. */
package io.crier.rest.v1.webhooks;
