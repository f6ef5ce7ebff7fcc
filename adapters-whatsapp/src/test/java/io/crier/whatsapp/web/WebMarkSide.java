package io.crier.whatsapp.web;

import io.crier.application.sessions.WhatsAppSide.ChatMark;
import io.crier.whatsapp.web.fake.FakeAppState;
import java.util.EnumSet;
import java.util.Set;

/** How the fake WhatsApp's phone marks chats. */
final class WebMarkSide {

  private WebMarkSide() {}

  static Set<ChatMark> marks(FakeAppState phone, String number, String chat) {
    var marks = EnumSet.noneOf(ChatMark.class);
    if (phone.isArchived(number, chat)) {
      marks.add(ChatMark.ARCHIVED);
    }
    if (phone.isMuted(number, chat)) {
      marks.add(ChatMark.MUTED);
    }
    if (phone.isPinned(number, chat)) {
      marks.add(ChatMark.PINNED);
    }
    if (phone.isMarkedUnread(number, chat)) {
      marks.add(ChatMark.UNREAD);
    }
    return marks;
  }
}
