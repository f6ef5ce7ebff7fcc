package io.crier.domain.media;

/** How WhatsApp displays a file. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  /** Audio that is displayed as if recorded in the chat. */
  VOICE,
  STICKER,
  DOCUMENT;

  public boolean isAudible() {
    return this == AUDIO || this == VOICE;
  }
}
