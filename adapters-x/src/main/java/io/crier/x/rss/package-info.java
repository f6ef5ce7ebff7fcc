/** Feeds of one's own, for those who have no access to X's API. */
package io.crier.x.rss;
