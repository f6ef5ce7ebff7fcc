/** Notifications over HTTP. */
package io.crier.rest.v1.notifications;
