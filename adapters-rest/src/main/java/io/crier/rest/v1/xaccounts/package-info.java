/** The X accounts in the API. */
package io.crier.rest.v1.xaccounts;
