/** Telling phones of posts. */
package io.crier.application.notifications;
