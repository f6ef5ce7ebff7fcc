package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of a PostgreSQL that the test has started, by its data folder. */
record Postmaster(Path data, Path control) {

  static Postmaster of(Database database) throws IOException {
    var folders = new ArrayList<Path>();
    database.read("show data_directory", row -> folders.add(Path.of(row.getString(1))));
    var data = folders.getFirst();
    var pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    var program = ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
    return new Postmaster(data, Path.of(program).resolveSibling("pg_ctl"));
  }

  /** Ends it without a word to anybody, as a crash does. */
  void crash() {
    run("stop", "-m", "immediate");
  }

  /** Starts it with what it was started with before. */
  void restart() {
    run("restart", "-l", data.resolve("restarts.log").toString());
  }

  private void run(String... arguments) {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U")); // it refuses to run as root
    }
    command.addAll(List.of(control.toString(), "-D", data.toString(), "-w"));
    command.addAll(List.of(arguments));
    try {
      var ended =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(data.resolve("pg_ctl.log").toFile())
              .start()
              .waitFor();
      if (ended != 0) {
        throw new IllegalStateException(Files.readString(data.resolve("pg_ctl.log")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
