/** A simulated WhatsApp with its own phones. */
package io.crier.whatsapp.simulator;
