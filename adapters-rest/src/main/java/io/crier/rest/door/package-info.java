/** What every request passes, whatever face it is for: authentication, limits, errors, the log. */
package io.crier.rest.door;
