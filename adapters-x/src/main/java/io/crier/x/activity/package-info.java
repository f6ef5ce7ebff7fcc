/** X's Activity API: what authors do, over one connection. */
package io.crier.x.activity;
