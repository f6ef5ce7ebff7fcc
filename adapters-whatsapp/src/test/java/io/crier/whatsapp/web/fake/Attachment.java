package io.crier.whatsapp.web.fake;

import java.util.HexFormat;

/** A file attached to a message; the name is empty for everything but documents. */
public record Attachment(String mimeType, String filename, byte[] content) {

  public String sha256() {
    return HexFormat.of().formatHex(Crypto.sha256(content));
  }
}
