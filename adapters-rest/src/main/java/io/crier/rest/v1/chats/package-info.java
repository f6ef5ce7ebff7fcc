/** Chats in the API. */
package io.crier.rest.v1.chats;
