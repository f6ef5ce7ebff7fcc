/** Events: published in the unit of work of the change, and read by position. */
package io.crier.application.events;
