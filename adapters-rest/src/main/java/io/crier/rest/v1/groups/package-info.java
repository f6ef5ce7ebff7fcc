/** The groups of sessions. */
package io.crier.rest.v1.groups;
