/** Meta's Cloud API: WhatsApp's official way in, for numbers that are registered there. */
package io.crier.whatsapp.cloud;
