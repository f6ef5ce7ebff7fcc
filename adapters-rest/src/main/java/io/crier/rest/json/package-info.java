/** JSON as it is read and written. */
package io.crier.rest.json;
