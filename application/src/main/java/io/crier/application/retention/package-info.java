/** How long records are kept. */
package io.crier.application.retention;
