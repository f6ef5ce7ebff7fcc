package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.PAIRING_CODE_REFUSED;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The codes that link a session, and those who wait for them. */
final class LinkingCodes {

  private Event.Qr lastQr;
  private CompletableFuture<Event.Qr> nextQr = new CompletableFuture<>();
  private CompletableFuture<Event.Code> nextCode = new CompletableFuture<>();

  void show(Event.Qr qr) {
    CompletableFuture<Event.Qr> waiting;
    synchronized (this) {
      lastQr = qr;
      waiting = nextQr;
      nextQr = new CompletableFuture<>();
    }
    waiting.complete(qr);
  }

  /** The last QR code is not valid any more. */
  synchronized void hideQr() {
    lastQr = null;
  }

  /** The QR code, once there is one. */
  synchronized CompletableFuture<Event.Qr> qr(Instant now) {
    return expiry(now).isPresent() ? CompletableFuture.completedFuture(lastQr) : nextQr;
  }

  /** Until when the QR code is valid, if there is one. */
  synchronized Optional<Instant> expiry(Instant now) {
    return Optional.ofNullable(lastQr).map(Event.Qr::expiresAt).filter(now::isBefore);
  }

  /** A pairing code was requested; completes with it. */
  synchronized CompletableFuture<Event.Code> requested() {
    nextCode = new CompletableFuture<>();
    return nextCode;
  }

  synchronized void show(Event.Code code) {
    nextCode.complete(code);
  }

  /** WhatsApp refuses the requested pairing code. */
  synchronized void refused() {
    nextCode.completeExceptionally(new Refused(PAIRING_CODE_REFUSED));
  }
}
