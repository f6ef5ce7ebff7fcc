/** A WAHA server that somebody runs already: it holds the keys of the linked devices. */
package io.crier.whatsapp.waha;
