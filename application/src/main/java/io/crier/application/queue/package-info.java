/** The paced queues: lanes, claims, sends, and what becomes of them. */
package io.crier.application.queue;
