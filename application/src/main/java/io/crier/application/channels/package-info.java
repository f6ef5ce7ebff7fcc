/** The channels that sessions follow, and those they own. */
package io.crier.application.channels;
