/** The HTTP adapter: inbound API requests and outbound webhooks. */
package io.crier.rest;
