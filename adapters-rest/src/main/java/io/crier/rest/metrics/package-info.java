/** Metrics for Prometheus. */
package io.crier.rest.metrics;
