/** Events about the resources of an account, and their types. */
package io.crier.domain.events;
