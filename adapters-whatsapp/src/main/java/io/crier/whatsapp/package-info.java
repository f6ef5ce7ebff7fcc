/** The engines, which reach WhatsApp, and what they share. */
package io.crier.whatsapp;
