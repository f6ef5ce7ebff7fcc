/** Watching authors on X for new posts, by polling and streams, within limits and a budget. */
package io.crier.application.watch;
