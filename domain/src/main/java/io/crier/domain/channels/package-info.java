/** The channels that the account of a session follows or owns. */
package io.crier.domain.channels;
