/** Which posts of which authors on X alert which phones. */
package io.crier.domain.subscriptions;
