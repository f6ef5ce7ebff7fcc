/** Making, checking and revoking API keys. */
package io.crier.application.apikeys;
