package io.crier.rest.wapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.messages.ShowQueue;
import io.crier.application.sessions.ShowConnection;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a session is connected, and what it has still to send. */
@JsonInclude
@Schema(name = "WapiStatus", description = "How a session is connected, and its queue")
record StatusView(
    @Schema(required = true, description = "the state of the session") SessionStatus status,
    @Schema(required = true, description = "whether it is connected", examples = "true")
        boolean connected,
    @Schema(
            required = true,
            nullable = true,
            description = "the linked number, masked",
            examples = "92******4567")
        String user,
    @Schema(required = true, nullable = true, description = "since when it is connected")
        Instant connectedAt,
    @Schema(required = true, description = "whether there is a QR code to scan", examples = "false")
        boolean qrAvailable,
    @Schema(required = true, nullable = true, description = "when the QR code is replaced")
        Instant qrExpiresAt,
    @Schema(
            required = true,
            description = "how often the connection was lost since it was last stable",
            examples = "0")
        int reconnectAttempts,
    @Schema(required = true, description = "messages queued or being sent", examples = "0")
        int pendingMessages,
    @Schema(required = true, description = "the pause between two messages") GapView queueGapMs,
    @Schema(required = true, description = "messages attempted on this UTC day", examples = "17")
        int sentToday,
    @Schema(
            required = true,
            nullable = true,
            description = "the daily cap of the session, or null for none",
            examples = "500")
        Integer dailyLimit,
    @Schema(
            required = true,
            nullable = true,
            description = "why it is not connected",
            examples = "unlinked")
        String lastError) {

  /** The shortest and longest pause between two messages. */
  @Schema(name = "WapiGap", description = "A range of pauses")
  record GapView(
      @Schema(required = true, description = "the shortest, in ms", examples = "5000") long min,
      @Schema(required = true, description = "the longest, in ms", examples = "9000") long max) {

    static GapView of(Pacing.Gap gap) {
      return new GapView(gap.min().toMillis(), gap.max().toMillis());
    }
  }

  static StatusView of(ShowConnection.Shown shown, ShowQueue.Progress progress) {
    var session = shown.session();
    var connection = shown.connection();
    return new StatusView(
        session.status(),
        session.status() == SessionStatus.CONNECTED,
        session.number().map(PhoneNumber::masked).orElse(null),
        connection.connectedAt().orElse(null),
        connection.qrExpiresAt().isPresent(),
        connection.qrExpiresAt().orElse(null),
        connection.reconnects(),
        progress.pending(),
        GapView.of(session.pacing().gap()),
        progress.sentToday(),
        session.pacing().dailyCap().orElse(null),
        session.connectivity().lastError().orElse(null));
  }
}
