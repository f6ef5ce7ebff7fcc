/** Subscribing phones to authors on X. */
package io.crier.application.subscriptions;
