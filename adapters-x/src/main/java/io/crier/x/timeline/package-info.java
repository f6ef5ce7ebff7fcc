/** Reading authors one by one. */
package io.crier.x.timeline;
