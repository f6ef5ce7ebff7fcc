/** The labels with which businesses sort their chats. */
package io.crier.application.labels;
