package io.crier.domain.media;

/** How WhatsApp shows a file. */
public enum MediaKind {
  IMAGE,
  VIDEO,
  AUDIO,
  /** Audio that looks as if it was recorded in the chat. */
  VOICE,
  DOCUMENT;

  public boolean isAudible() {
    return this == AUDIO || this == VOICE;
  }
}
