/** RSS and Atom feeds, for operators without access to X's API. */
package io.crier.x.rss;
