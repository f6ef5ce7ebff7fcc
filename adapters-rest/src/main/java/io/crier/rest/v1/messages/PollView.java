package io.crier.rest.v1.messages;

import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A poll and its votes. */
@Schema(name = "PollContent")
public record PollView(
    @Schema(required = true, description = "what is asked", examples = "What do you drink?")
        String question,
    @Schema(
            required = true,
            description = "what people choose from",
            examples = "[\"Tea\",\"Coffee\"]")
        List<String> options,
    @Schema(required = true, description = "whether they may choose several") boolean multiple,
    @Schema(required = true, description = "who has chosen what, by option")
        List<VotesView> votes) {

  public static PollView of(Poll poll) {
    return new PollView(
        poll.question(),
        poll.options(),
        poll.multiple(),
        poll.tallies().stream().map(VotesView::of).toList());
  }

  /** The votes for an option. */
  @Schema(name = "PollVotes")
  public record VotesView(
      @Schema(required = true, description = "the option", examples = "Tea") String option,
      @Schema(required = true, description = "who has chosen it", examples = "[\"+966507654321\"]")
          List<String> voters) {

    static VotesView of(Poll.Tally tally) {
      return new VotesView(tally.option(), tally.voters().stream().map(Recipient::text).toList());
    }
  }
}
