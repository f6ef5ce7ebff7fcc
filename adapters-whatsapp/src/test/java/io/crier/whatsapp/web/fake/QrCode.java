package io.crier.whatsapp.web.fake;

import java.util.Base64;

/** A QR code as a phone reads it. */
record QrCode(String reference, byte[] secret) {

  static QrCode read(String text) {
    var parts = text.substring(text.indexOf('#') + 1).split(",");
    return new QrCode(parts[0], Base64.getDecoder().decode(parts[3]));
  }
}
