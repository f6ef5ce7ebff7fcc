/** Who changed what, when and from where. */
package io.crier.domain.audit;
