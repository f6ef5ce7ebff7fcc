package io.crier.rest.v1.events;

import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MessageEvent;
import io.crier.rest.v1.messages.PollView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody has voted in a poll. */
@Schema(
    name = "PollVoteData",
    description = "Somebody has voted in a poll, or taken their votes back")
record PollVote(
    @Schema(required = true, description = "the poll") UUID messageId,
    @Schema(required = true) UUID sessionId,
    @Schema(required = true, examples = "3EB0A1B2C3D4E5F60718") String waMessageId,
    @Schema(required = true, description = "whether the poll was sent or received")
        Direction direction,
    @Schema(description = "the recipient of a sent poll", examples = "+966501234567")
        Optional<String> to,
    @Schema(description = "the sender of a received poll", examples = "+966507654321")
        Optional<String> from,
    @Schema(required = true, description = "who has voted", examples = "+966507654321")
        String voter,
    @Schema(
            required = true,
            description = "all that they have chosen now; empty if they took it back",
            examples = "[\"Tea\"]")
        List<String> options,
    @Schema(required = true, description = "the poll with all votes so far") PollView poll,
    @Schema(required = true, description = "when they voted, by WhatsApp's clock") Instant votedAt)
    implements EventData {

  static PollVote of(MessageEvent.Voted event) {
    var peer = Optional.of(event.peer().text());
    return new PollVote(
        event.message().value(),
        event.session().value(),
        event.whatsAppId().value(),
        event.direction(),
        peer.filter(it -> event.direction() == Direction.OUTBOUND),
        peer.filter(it -> event.direction() == Direction.INBOUND),
        event.voter().text(),
        event.poll().tallies().stream()
            .filter(it -> it.voters().contains(event.voter()))
            .map(it -> it.option())
            .toList(),
        PollView.of(event.poll()),
        event.at());
  }
}
