/** X's filtered stream: posts of many authors over one connection. */
package io.crier.x.stream;
