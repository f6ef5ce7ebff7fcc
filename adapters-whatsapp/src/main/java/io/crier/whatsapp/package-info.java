/** The ways to reach WhatsApp. */
package io.crier.whatsapp;
