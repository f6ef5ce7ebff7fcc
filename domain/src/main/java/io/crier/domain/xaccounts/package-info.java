/** Authors on X and what they post. */
package io.crier.domain.xaccounts;
