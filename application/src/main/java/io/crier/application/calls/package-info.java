/** Calls: how they are reported, and rejected. */
package io.crier.application.calls;
