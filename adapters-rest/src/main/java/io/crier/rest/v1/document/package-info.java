/** The OpenAPI document of {@code /v1}: what resources do not say themselves. */
package io.crier.rest.v1.document;
