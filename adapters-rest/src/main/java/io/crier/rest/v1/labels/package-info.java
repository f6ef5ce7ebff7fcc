/** The labels of sessions and their chats. */
package io.crier.rest.v1.labels;
