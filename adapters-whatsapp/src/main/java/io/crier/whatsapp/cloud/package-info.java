/** Meta's Cloud API: WhatsApp's official API, for numbers that are registered there. */
package io.crier.whatsapp.cloud;
