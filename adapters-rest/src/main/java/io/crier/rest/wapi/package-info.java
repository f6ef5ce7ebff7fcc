/** The API of wapi: messages that are sent while the caller waits. */
package io.crier.rest.wapi;
