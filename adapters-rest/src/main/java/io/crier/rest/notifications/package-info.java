/** Notifications over HTTP. */
package io.crier.rest.notifications;
