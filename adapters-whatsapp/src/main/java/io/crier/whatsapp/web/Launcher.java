package io.crier.whatsapp.web;

import java.io.IOException;
import java.util.Optional;

/** Starts side processes. */
interface Launcher {

  /** The reason why no process can be started, if there is one. */
  Optional<String> missing();

  Process launch() throws IOException;
}
