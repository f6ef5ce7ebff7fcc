/** Tenants, their plans and usage. */
package io.crier.domain.accounts;
