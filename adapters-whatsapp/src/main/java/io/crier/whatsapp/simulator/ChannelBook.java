package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels of one simulated network, and the role of its account in each, until a restart. */
final class ChannelBook {

  private static final int MOST = 100;

  private final Map<Recipient.Channel, Channel> channels = new LinkedHashMap<>();

  synchronized List<Channel> all() {
    return List.copyOf(channels.values());
  }

  synchronized Optional<Channel> find(Recipient.Channel id) {
    return Optional.ofNullable(channels.get(id));
  }

  synchronized void add(Channel channel) {
    if (channels.size() >= MOST) {
      throw new Refused(
          INVALID_REQUEST, "the simulated WhatsApp has at most %d channels".formatted(MOST));
    }
    channels.put(channel.id(), channel);
  }

  synchronized void change(Recipient.Channel id, Role role) {
    channels.computeIfPresent(id, (same, channel) -> channel.with(role));
  }

  /** Why the account cannot post there, if it is a channel in which it cannot. */
  Optional<Fault> faultOf(Recipient to) {
    return to instanceof Recipient.Channel id
        ? find(id)
            .map(it -> Optional.of(Fault.NOT_CHANNEL_ADMIN).filter(not -> !it.role().posts()))
            .orElse(Optional.of(Fault.CHANNEL_NOT_FOUND))
        : Optional.empty();
  }
}
