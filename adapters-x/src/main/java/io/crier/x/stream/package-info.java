/** X's filtered stream: all that certain authors post, over one connection. */
package io.crier.x.stream;
