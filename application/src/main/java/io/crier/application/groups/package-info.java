/** The groups of sessions: what is asked of WhatsApp about them, and reported. */
package io.crier.application.groups;
