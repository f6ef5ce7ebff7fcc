/** The engines, which connect to WhatsApp, and what they share. */
package io.crier.whatsapp;
