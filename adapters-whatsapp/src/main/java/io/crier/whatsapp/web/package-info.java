/** Linked devices: a Node process speaks WhatsApp's protocol, this side drives it. */
package io.crier.whatsapp.web;
