/** Subscriptions of phones to posts of authors on X. */
package io.crier.domain.subscriptions;
