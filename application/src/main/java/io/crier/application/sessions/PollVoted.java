package io.crier.application.sessions;

import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody has voted in a poll, or taken their votes back.
 *
 * @param ours whether the session's own account made the poll
 * @param poll the id of its message
 * @param options all that they have chosen now
 */
public record PollVoted(
    boolean ours,
    WhatsAppId poll,
    Recipient chat,
    Optional<Address> address,
    Recipient voter,
    List<String> options,
    Instant at,
    Runnable kept)
    implements Engine.Event.Arrival {

  public PollVoted(
      boolean ours,
      WhatsAppId poll,
      Recipient chat,
      Optional<Address> address,
      Recipient voter,
      List<String> options,
      Instant at) {
    this(ours, poll, chat, address, voter, options, at, NO_CALLBACK);
  }

  @Override
  public PollVoted whenKept(Runnable then) {
    return new PollVoted(ours, poll, chat, address, voter, options, at, then);
  }
}
