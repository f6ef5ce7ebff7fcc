/** Alerts to phones about posts. */
package io.crier.domain.notifications;
