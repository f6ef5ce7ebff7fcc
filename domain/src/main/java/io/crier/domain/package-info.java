/** Crier's domain, in plain Java: values, aggregates and their rules. */
package io.crier.domain;
