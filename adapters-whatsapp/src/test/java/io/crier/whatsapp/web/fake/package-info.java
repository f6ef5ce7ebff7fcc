/**
 * The server side of WhatsApp Web's protocol, with only the JDK. Tests use {@link
 * io.crier.whatsapp.web.fake.FakeWhatsApp}.
 *
 * <p>A client is configured with the address ({@code url()}), the root key to trust ({@code
 * rootHex()}) and, if it exchanges files, the certificate of the media host ({@code
 * mediaCertificate()}, for Node in {@code NODE_EXTRA_CA_CERTS} before the process starts).
 *
 * <p>The protocol follows the sources of Baileys 7.0.0-rc14, and was tested with it. The fake does
 * not prove that WhatsApp itself still accepts a client.
 */
package io.crier.whatsapp.web.fake;
