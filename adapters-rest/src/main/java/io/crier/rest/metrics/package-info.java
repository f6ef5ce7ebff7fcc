/** What the server does, in numbers. */
package io.crier.rest.metrics;
