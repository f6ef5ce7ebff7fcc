package io.crier.bootstrap.process;

import io.crier.bootstrap.process.Records.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The server's own simulator, whose ledgers survive it. */
record Simulator(Path ledgers) implements WhatsApp {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Override
  public String engine() {
    return "simulator";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public void link(Tenant tenant, UUID session, String number) {
    Pause.until(
        "the code of " + session + " is scanned",
        TIMEOUT,
        () ->
            tenant
                    .call(
                        "POST",
                        "/simulator/sessions/" + session + "/scan",
                        "{\"number\":\"" + number + "\"}")
                    .status()
                == 204);
  }

  @Override
  public Map<UUID, List<Submission>> submissions(List<Line> lines) {
    var submissions = new HashMap<UUID, List<Submission>>();
    try (var files = Files.list(ledgers)) {
      for (var file : files.filter(it -> it.toString().endsWith(".jsonl")).toList()) {
        var name = file.getFileName().toString();
        try (var entries = Files.lines(file)) {
          submissions.put(
              UUID.fromString(name.substring(0, name.indexOf('.'))),
              // A line that a kill has torn ends otherwise.
              entries
                  .filter(line -> line.startsWith("{") && line.endsWith("\"}"))
                  .map(Simulator::submission)
                  .toList());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return submissions;
  }

  private static Submission submission(String line) {
    var at = line.lastIndexOf("\"at\":\"") + 6;
    return new Submission(
        line.substring(7, line.indexOf('"', 7)),
        Instant.parse(line.substring(at, line.length() - 2)));
  }

  @Override
  public boolean hasSideProcess() {
    return false;
  }

  @Override
  public void close() {
    // The simulator ends with its server.
  }
}
