/** What Crier is about, in plain Java: values, aggregates and their rules. */
package io.crier.domain;
