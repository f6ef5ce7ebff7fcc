/** The paced queues: lanes, claims, sends and their results. */
package io.crier.application.queue;
