/** What the OpenAPI document of every face needs. */
package io.crier.rest.openapi;
