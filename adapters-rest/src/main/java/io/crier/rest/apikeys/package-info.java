/** API keys over HTTP. */
package io.crier.rest.apikeys;
