/** Telling endpoints what happened. */
package io.crier.application.webhooks;
