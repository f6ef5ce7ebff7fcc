package io.crier.whatsapp.web;

import java.io.IOException;
import java.util.Optional;

/** Starts side processes. */
interface Launcher {

  /** Why it cannot start any, if it cannot. */
  Optional<String> missing();

  Process launch() throws IOException;
}
