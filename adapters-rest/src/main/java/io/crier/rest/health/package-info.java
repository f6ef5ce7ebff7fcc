/** Whether the server lives, has started and can serve. */
package io.crier.rest.health;
