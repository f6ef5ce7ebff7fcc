package io.crier.whatsapp.web;

import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.MessageKind;
import io.crier.whatsapp.web.fake.Submission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What has reached the fake WhatsApp, as the engine contract compares it. */
final class ArrivedSubmission {

  private ArrivedSubmission() {}

  static Arrived of(Submission submission) {
    return new Arrived(
        new WhatsAppId(submission.id()),
        Recipient.parseAny(submission.to()),
        submission.kind() == MessageKind.VOICE
            ? "audio"
            : submission.kind().name().toLowerCase(Locale.ROOT),
        submission.text(),
        submission.file().map(Attachment::sha256),
        marks(submission.marks()),
        submission.audience().stream()
            .map(number -> Recipient.parse("+" + number))
            .collect(Collectors.toSet()));
  }

  private static Set<Mark> marks(Submission.Marks shown) {
    var marks = EnumSet.noneOf(Mark.class);
    if (shown.forwarded()) {
      marks.add(Mark.FORWARDED);
    }
    if (shown.viewOnce()) {
      marks.add(Mark.VIEW_ONCE);
    }
    if (shown.mentionsAll()) {
      marks.add(Mark.MENTIONS_ALL);
    }
    if (shown.linkPreview()) {
      marks.add(Mark.LINK_PREVIEW);
    }
    return marks;
  }
}
