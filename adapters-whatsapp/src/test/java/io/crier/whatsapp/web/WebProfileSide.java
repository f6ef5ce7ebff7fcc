package io.crier.whatsapp.web;

import io.crier.application.sessions.ProfileSide;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do on the fake WhatsApp about profiles, blocks and timers. */
record WebProfileSide(FakeWhatsApp whatsApp, EngineActivity activity, PhoneNumber linked)
    implements ProfileSide {

  @Override
  public void show(
      SessionId session, Recipient person, Profile profile, Optional<Picture> picture) {
    profile.about().ifPresent(about -> whatsApp.profiles().about(person.text(), about));
    profile.business().ifPresent(it -> whatsApp.profiles().business(person.text(), texts(it)));
    picture.ifPresent(it -> whatsApp.profiles().picture(person.text(), it.bytes()));
  }

  private static Map<String, String> texts(BusinessProfile business) {
    var texts = new LinkedHashMap<String, String>();
    business.description().ifPresent(it -> texts.put("description", it));
    business.address().ifPresent(it -> texts.put("address", it));
    business.email().ifPresent(it -> texts.put("email", it));
    business.websites().forEach(it -> texts.put("website", it));
    business.categories().forEach(it -> texts.put("category", it));
    return texts;
  }

  @Override
  public List<Recipient> blocked(SessionId session) {
    return whatsApp.profiles().blocked(linked.value()).stream()
        .map(digits -> Recipient.parse("+" + digits))
        .toList();
  }

  @Override
  public void blockOnPhone(SessionId session, Recipient person, boolean blocked) {
    activity.expectEvents(1);
    whatsApp.profiles().blockOnPhone(linked.value(), person.text(), blocked);
  }

  @Override
  public void setTimer(SessionId session, Recipient chat, int seconds) {
    activity.expectEvents(1);
    whatsApp.write(chat.text(), linked.value(), InboundMessage.timer(seconds));
  }

  @Override
  public int timerOfLast(SessionId session) {
    return (int) whatsApp.arrived().getLast().marks().timer();
  }
}
