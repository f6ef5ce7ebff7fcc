/** Keys with which programs authenticate for an account. */
package io.crier.domain.apikeys;
