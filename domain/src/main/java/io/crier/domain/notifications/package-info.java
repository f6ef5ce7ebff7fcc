/** Alerts: what was posted, told to one phone. */
package io.crier.domain.notifications;
