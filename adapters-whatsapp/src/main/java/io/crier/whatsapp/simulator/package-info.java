/** A simulated WhatsApp with phones of its own. */
package io.crier.whatsapp.simulator;
