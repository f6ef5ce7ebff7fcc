package io.crier.whatsapp.web;

import io.crier.domain.sessions.ClientVersion;
import java.io.IOException;
import java.util.Optional;

/** Starts side processes. */
interface Launcher {

  /** The reason why no process can be started, if there is one. */
  Optional<String> missing();

  /** The version of WhatsApp's client that the program reports by itself, if it is there. */
  Optional<ClientVersion> version();

  Process launch() throws IOException;
}
