/** The authors on X that an account is subscribed to, over HTTP. */
package io.crier.rest.v1.xaccounts;
