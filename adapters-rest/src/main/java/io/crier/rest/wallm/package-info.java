/** The API of Wallm: texts, the check of a number, and the account. */
package io.crier.rest.wallm;
