package io.crier.whatsapp.web;

import io.crier.domain.sessions.ClientVersion;
import java.io.IOException;
import java.util.Optional;

/** Remembers the running process, so that it can be killed. */
final class RecordingLauncher implements Launcher {

  private final Launcher launcher;
  volatile Process last;

  RecordingLauncher(Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Optional<String> missing() {
    return launcher.missing();
  }

  @Override
  public Optional<ClientVersion> version() {
    return launcher.version();
  }

  @Override
  public Process launch() throws IOException {
    last = launcher.launch();
    return last;
  }
}
