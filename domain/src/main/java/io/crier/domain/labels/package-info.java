/** The labels with which a business sorts its chats. */
package io.crier.domain.labels;
