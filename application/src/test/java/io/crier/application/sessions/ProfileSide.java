package io.crier.application.sessions;

import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Optional;

/** What people do on WhatsApp's side of an engine about profiles, blocks and timers. */
public interface ProfileSide {

  /** Somebody changes what they show of themselves. */
  void show(SessionId session, Recipient person, Profile profile, Optional<Picture> picture);

  /** Whom the account of the session has blocked. */
  List<Recipient> blocked(SessionId session);

  /** The holder of the session blocks or unblocks somebody on the phone. */
  void blockOnPhone(SessionId session, Recipient person, boolean blocked);

  /** Somebody lets the messages of their chat with the session disappear after this long. */
  void setTimer(SessionId session, Recipient chat, int seconds);

  /** The seconds after which the last message from the session disappears; 0 if it stays. */
  int timerOfLast(SessionId session);
}
