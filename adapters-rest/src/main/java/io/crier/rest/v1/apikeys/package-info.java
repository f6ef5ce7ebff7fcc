/** API keys over HTTP. */
package io.crier.rest.v1.apikeys;
