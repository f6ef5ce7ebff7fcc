/** X as far as Crier uses it, for tests and demonstrations. */
package io.crier.x.fake;
