/** Meta's Cloud API, WhatsApp's official API for registered business numbers. */
package io.crier.whatsapp.cloud;
