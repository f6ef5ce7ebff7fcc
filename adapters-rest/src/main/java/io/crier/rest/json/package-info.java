/** Reading and writing the API's JSON. */
package io.crier.rest.json;
