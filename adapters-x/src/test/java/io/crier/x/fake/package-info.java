/** A fake of X, for tests and demonstrations. */
package io.crier.x.fake;
