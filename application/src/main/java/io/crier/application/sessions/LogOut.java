package io.crier.application.sessions;

import io.crier.domain.sessions.Fault;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The connection of a stopped session for the only purpose of logging its device out. */
final class LogOut {

  private final CompletableFuture<Boolean> result = new CompletableFuture<>();

  /** Whether the device is not among those of the phone any more. */
  CompletableFuture<Boolean> result() {
    return result;
  }

  /** How it ends with this event, if it does. */
  static Optional<Boolean> end(Engine.Event.OfConnection event) {
    return switch (event) {
      case Engine.Event.Connected connected -> Optional.of(true);
      // It is asked to be linked: it was logged out before.
      case Engine.Event.Qr qr -> Optional.of(true);
      case Engine.Event.Lost lost -> Optional.of(lost.fault() == Fault.UNLINKED);
      case Engine.Event.Code code -> Optional.empty();
      case Engine.Event.CodeRefused refused -> Optional.empty();
      case Engine.Event.Linked linked -> Optional.empty();
    };
  }
}
