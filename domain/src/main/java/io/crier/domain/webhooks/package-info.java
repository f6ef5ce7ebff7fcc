/** Where an account's events are posted, and how often that is tried. */
package io.crier.domain.webhooks;
