/** Connects to WhatsApp through an existing WAHA server, which holds the keys of linked devices. */
package io.crier.whatsapp.waha;
