/** The chats of sessions, with what was last said in them and what is unread. */
package io.crier.application.chats;
