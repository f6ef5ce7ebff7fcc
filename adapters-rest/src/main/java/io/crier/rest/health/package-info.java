/** Liveness, startup and readiness of the server. */
package io.crier.rest.health;
