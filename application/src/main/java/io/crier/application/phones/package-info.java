/** Phones, their codes, and the sessions that write to them. */
package io.crier.application.phones;
