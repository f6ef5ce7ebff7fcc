/** Keys by which programs speak for an account. */
package io.crier.domain.apikeys;
