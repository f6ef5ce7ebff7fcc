/** Alerting phones about posts. */
package io.crier.application.notifications;
