package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Searches for secrets where none may be (I12): in logs, and unencrypted in the database. */
final class Secrets {

  /** The files that are meant to contain them, readable only by their owner. */
  private static final Set<String> KEPT = Set.of("first-start.txt", "secret.key");

  private static final int CHUNK = 1 << 20;

  private final List<String> texts;
  private final Violations violations;

  Secrets(List<String> texts, Violations violations) {
    this.texts = texts;
    this.violations = violations;
  }

  /** Includes the embedded database. */
  void checkFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!KEPT.contains(file.getFileName().toString())) {
          check(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(Path file) throws IOException {
    var longest = texts.stream().mapToInt(String::length).max().orElse(0);
    var overlap = "";
    try (var in = Files.newInputStream(file)) {
      for (var bytes = in.readNBytes(CHUNK); bytes.length > 0; bytes = in.readNBytes(CHUNK)) {
        var chunk = overlap + new String(bytes, ISO_8859_1);
        texts.forEach(
            text -> violations.require(!chunk.contains(text), "I12 a secret in clear", file));
        overlap = chunk.substring(Math.max(0, chunk.length() - longest));
      }
    }
  }

  /** Every row of every table, as text. */
  void checkTables(Database database) {
    var tables = new ArrayList<String>();
    database.read(
        "select table_name from information_schema.tables where table_schema = 'public'",
        row -> tables.add(row.getString(1)));
    var found =
        texts.stream()
            .map(
                text ->
                    "strpos(t, '%s') > 0 or strpos(t, '%s') > 0"
                        .formatted(text, HexFormat.of().formatHex(text.getBytes(UTF_8))))
            .collect(Collectors.joining(" or "));
    for (var table : tables) {
      database.read(
          "select 1 from (select cast(r as text) as t from \"" + table + "\" r) x where " + found,
          row -> violations.require(false, "I12 a secret in clear", table));
    }
  }
}
