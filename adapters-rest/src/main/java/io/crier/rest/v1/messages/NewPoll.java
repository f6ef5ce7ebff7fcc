package io.crier.rest.v1.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Quoted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A poll to send. */
@Schema(name = "SendPoll")
public record NewPoll(
    @Schema(required = true, constValue = "poll", examples = "poll") String type,
    String sessionId,
    String to,
    @Schema(required = true) Form poll,
    String replyTo,
    List<String> mentions,
    Boolean mentionAll,
    ObjectNode metadata,
    Instant sendAt,
    NewMessage.Urgency priority,
    NewMessage.Pace pacing)
    implements NewMessage.Contextual {

  /** A question with options. */
  @Schema(name = "PollQuestion")
  public record Form(
      @Schema(required = true, examples = "What do you drink?") String question,
      @Schema(required = true, minItems = 2, maxItems = 12, examples = "[\"Tea\",\"Coffee\"]")
          List<String> options,
      @Schema(defaultValue = "false") Boolean multiple) {}

  @Override
  public Content content(Optional<Quoted> replyTo, Optional<MediaFile> none) {
    return new Poll(
        poll.question(), poll.options(), Boolean.TRUE.equals(poll.multiple()), context(replyTo));
  }
}
