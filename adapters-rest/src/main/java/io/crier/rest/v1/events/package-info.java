/** Events as the API tells them: to webhooks and to those who follow the stream. */
package io.crier.rest.v1.events;
