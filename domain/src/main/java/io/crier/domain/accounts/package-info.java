/** Tenants, their plans and what they have used. */
package io.crier.domain.accounts;
