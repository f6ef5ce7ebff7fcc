/**
 * What every request passes through, whichever face it is for: authentication, limits, errors,
 * logging.
 */
package io.crier.rest.door;
