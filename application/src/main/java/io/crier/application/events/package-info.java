/** What happens: published in the unit of work that makes it happen, and read by its position. */
package io.crier.application.events;
