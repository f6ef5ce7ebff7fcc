/** The audit log in the API. */
package io.crier.rest.v1.audit;
