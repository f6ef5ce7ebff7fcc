/** Delivering events to webhook endpoints. */
package io.crier.application.webhooks;
