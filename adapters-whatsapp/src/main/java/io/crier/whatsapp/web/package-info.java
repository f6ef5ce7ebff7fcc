/** Linked devices: a Node process speaks WhatsApp's protocol, controlled from here. */
package io.crier.whatsapp.web;
