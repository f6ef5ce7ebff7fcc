/** A sample engine, which shows that the list in {@code CONTRIBUTING.md} is complete. */
package io.crier.whatsapp.echo;
