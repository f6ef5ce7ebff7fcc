/** Requests that try to break the API, made from its OpenAPI document. */
package io.crier.bootstrap.hostile;
