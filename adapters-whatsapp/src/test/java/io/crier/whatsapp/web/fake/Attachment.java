package io.crier.whatsapp.web.fake;

import java.util.HexFormat;

/** A file that came or is to go with a message; only documents have a name ("" else). */
public record Attachment(String mimeType, String filename, byte[] content) {

  public String sha256() {
    return HexFormat.of().formatHex(Crypto.sha256(content));
  }
}
