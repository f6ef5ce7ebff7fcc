/** The groups of sessions, and what happens to them. */
package io.crier.domain.groups;
