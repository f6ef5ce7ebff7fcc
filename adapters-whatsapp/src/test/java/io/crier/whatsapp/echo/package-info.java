/** A sample engine, which demonstrates that the list in {@code CONTRIBUTING.md} is complete. */
package io.crier.whatsapp.echo;
