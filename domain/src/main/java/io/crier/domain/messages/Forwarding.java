package io.crier.domain.messages;

import io.crier.domain.Refused;
import io.crier.domain.media.MediaProblem;

/** Makes the contents that are sent again to another chat. */
final class Forwarding {

  private Forwarding() {}

  static Content of(Content content) {
    return switch (content) {
      case Content.Text it -> it.in(Context.FORWARDED);
      case Content.Media it -> of(it);
      case Content.Location it -> it.in(Context.FORWARDED);
      case Content.ContactCard it -> it.in(Context.FORWARDED);
      case MissingMedia it -> throw new Refused(MediaProblem.MEDIA_NOT_AVAILABLE);
      default -> throw new Refused(MessageProblem.MESSAGE_NOT_FORWARDABLE);
    };
  }

  private static Content of(Content.Media media) {
    if (media.viewOnce()) {
      throw new Refused(MessageProblem.MESSAGE_NOT_FORWARDABLE, "it can be viewed only once");
    }
    return media.in(Context.FORWARDED);
  }
}
