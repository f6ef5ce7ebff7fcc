package io.crier.domain.media;

/** Whether the file of a message can be downloaded from Crier. */
public enum MediaState {
  AVAILABLE,
  /** It was received, and Crier still tries to download it from WhatsApp. */
  PENDING,
  /** Crier has given up downloading it. */
  FAILED
}
