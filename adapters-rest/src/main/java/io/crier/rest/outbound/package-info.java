/** Requests to URLs chosen by users, and the guard that keeps them away from internal addresses. */
package io.crier.rest.outbound;
