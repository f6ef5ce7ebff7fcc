/** The dashboard: a web application in the browser, which does what it does through the API. */
package io.crier.rest.dashboard;
