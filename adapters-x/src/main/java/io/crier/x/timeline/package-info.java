/** X's user timelines: posts of one author per request. */
package io.crier.x.timeline;
