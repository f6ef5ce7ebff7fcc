/** Linked devices, through a Node process that implements WhatsApp's protocol. */
package io.crier.whatsapp.web;
