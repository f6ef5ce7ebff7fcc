/** The import of what an account had at another service. */
package io.crier.rest.v1.imports;
