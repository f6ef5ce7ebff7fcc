package io.crier.application.profiles;

import static io.crier.domain.chats.ChatProblem.NOT_A_PERSON;
import static io.crier.domain.profiles.ProfileProblem.PICTURE_NOT_FOUND;
import static io.crier.domain.profiles.ProfileProblem.PROFILES_UNSUPPORTED;
import static io.crier.domain.profiles.ProfileProblem.PROFILE_REFUSED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Chats;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows profiles and pictures as WhatsApp has them now. */
public final class FindProfile {

  private final UseConnection useConnection;
  private final IdentifyContact identifyContact;
  private final Chats chats;
  private final UnitOfWork unitOfWork;
  private final ProfileRate rate;

  public FindProfile(
      UseConnection useConnection,
      IdentifyContact identifyContact,
      Chats chats,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.useConnection = useConnection;
    this.identifyContact = identifyContact;
    this.chats = chats;
    this.unitOfWork = unitOfWork;
    rate = ProfileRate.ofReading(clock);
  }

  /** The profile of a person, with the name that they have written under, if there is no other. */
  public Profile ofContact(Actor actor, SessionId session, Recipient named) {
    requirePerson(named);
    var profiles = profiles(actor, session, Ability.CONTACT_PROFILES);
    var known = nameOf(session, named);
    var profile = UseConnection.value(profiles.find(known), PROFILE_REFUSED);
    var names = unitOfWork.execute(() -> chats.names(session, List.of(known)));
    return profile.orNamed(Optional.ofNullable(names.get(known)));
  }

  public Picture pictureOfContact(Actor actor, SessionId session, Recipient named) {
    requirePerson(named);
    return shown(
        ask(
            actor,
            session,
            Ability.CONTACT_PROFILES,
            profiles -> profiles.picture(nameOf(session, named))));
  }

  public Picture pictureOfGroup(Actor actor, SessionId session, Recipient.Group group) {
    return shown(ask(actor, session, Ability.GROUP_PICTURE, profiles -> profiles.picture(group)));
  }

  /** The profile of the session's own account. */
  public Profile own(Actor actor, SessionId session) {
    return ask(actor, session, Ability.OWN_PROFILE, Profiles::own);
  }

  public Picture ownPicture(Actor actor, SessionId session) {
    return shown(ask(actor, session, Ability.OWN_PICTURE, Profiles::ownPicture));
  }

  private <T> T ask(
      Actor actor, SessionId session, Ability needed, Function<Profiles, Answer<T>> question) {
    return UseConnection.value(question.apply(profiles(actor, session, needed)), PROFILE_REFUSED);
  }

  /** Refuses what the session cannot do at present, or not that often. */
  private Profiles profiles(Actor actor, SessionId session, Ability needed) {
    var profiles =
        useConnection.require(
            actor, session, needed, Engine.Connection::profiles, PROFILES_UNSUPPORTED);
    rate.require(session);
    return profiles;
  }

  private Recipient nameOf(SessionId session, Recipient named) {
    return unitOfWork.execute(() -> identifyContact.nameOf(session, named));
  }

  private static Picture shown(Optional<Picture> picture) {
    return picture.orElseThrow(() -> new Refused(PICTURE_NOT_FOUND));
  }

  private static void requirePerson(Recipient named) {
    if (named instanceof Recipient.Group) {
      throw new Refused(NOT_A_PERSON);
    }
  }
}
