/**
 * WhatsApp Web's protocol from the server's side, with nothing but the JDK. {@link
 * io.crier.whatsapp.web.fake.FakeWhatsApp} is all that tests need to know.
 *
 * <p>A client has to be told three things: the address ({@code url()}), the root key to trust
 * ({@code rootHex()}) and, when it exchanges files, the certificate of the media host ({@code
 * mediaCertificate()}, for BinaryNode in {@code NODE_EXTRA_CA_CERTS} before the process starts).
 *
 * <p>The facts of the protocol were read in the sources of Baileys 7.0.0-rc14, which is also what
 * they were tried with. The fake does not prove that WhatsApp itself still accepts a client.
 */
package io.crier.whatsapp.web.fake;
