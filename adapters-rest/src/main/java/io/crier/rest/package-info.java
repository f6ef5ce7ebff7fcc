/** The HTTP API: requests come in here, webhooks go out. */
package io.crier.rest;
