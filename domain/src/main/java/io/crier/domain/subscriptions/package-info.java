/** Which posts of which authors on X are told to which phones. */
package io.crier.domain.subscriptions;
