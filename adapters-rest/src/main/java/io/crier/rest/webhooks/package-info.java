/** Webhooks: their endpoints in the API, and what is posted to them. */
package io.crier.rest.webhooks;
