/** Subscriptions over HTTP. */
package io.crier.rest.subscriptions;
