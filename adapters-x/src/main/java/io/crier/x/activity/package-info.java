/** X's Activity API: events of many authors over one connection. */
package io.crier.x.activity;
