package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.media.Downloads;
import io.crier.application.messages.Chats;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.profiles.ChangeProfile;
import io.crier.application.profiles.FindProfile;
import io.crier.application.sessions.UseConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the profiles of people and of sessions. */
@ApplicationScoped
public class ProfileWiring {

  @Produces
  @Singleton
  FindProfile findProfile(
      UseConnection useConnection,
      IdentifyContact identifyContact,
      Chats chats,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new FindProfile(useConnection, identifyContact, chats, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ChangeProfile changeProfile(
      UseConnection useConnection, Downloads downloads, InstantSource clock) {
    return new ChangeProfile(useConnection, downloads, clock);
  }
}
