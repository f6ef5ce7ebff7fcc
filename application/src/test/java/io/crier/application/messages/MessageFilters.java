package io.crier.application.messages;

import io.crier.domain.messages.Message;
import java.util.Collection;

/** Which messages in memory a list shows. */
final class MessageFilters {

  private MessageFilters() {}

  static boolean matches(Messages.Filter filter, Message message) {
    var createdAt = message.createdAt();
    return isAnyOf(filter.sessions(), message.session())
        && isAnyOf(filter.statuses(), message.status())
        && isAnyOf(filter.peers(), message.peer())
        && filter.direction().filter(it -> it != message.direction()).isEmpty()
        && filter.from().filter(createdAt::isBefore).isEmpty()
        && filter.to().filter(to -> !createdAt.isBefore(to)).isEmpty();
  }

  private static <T> boolean isAnyOf(Collection<T> wanted, T actual) {
    return wanted.isEmpty() || wanted.contains(actual);
  }
}
