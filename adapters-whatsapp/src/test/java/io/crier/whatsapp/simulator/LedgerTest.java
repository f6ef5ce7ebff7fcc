package io.crier.whatsapp.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.whatsapp.simulator.Ledger.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  @TempDir Path folder;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void begin() {
    file = folder.resolve("ledger.jsonl");
    ledger = new Ledger(file);
  }

  @Test
  void isEmptyWithoutFile() throws IOException {
    assertThat(idsFrom(0)).isEmpty();
    assertThat(ledger.endOf("a")).isEmpty();
    assertThat(ledger.startOfLast(10)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "أهلا, عساك بخير؟",
        "👩‍👩‍👧‍👦",
        "two\nlines\r\nand a half\t",
        "\"}\n{\"id\":\"b\",",
        "\u0001\u001f\u007f\u0085\u2028\u2029\ufeff",
        " "
      })
  void readsEveryTextUnchanged(String body) throws IOException {
    ledger.append(entry("a", body));
    ledger.append(entry("b", body));

    var bodies = new ArrayList<String>();
    ledger.read(0, ledger.end(), json -> bodies.add(Entry.parse(json).body()));

    assertThat(bodies).containsExactly(body, body);
  }

  @Test
  void readsAndFindsLinesOfEveryLength() throws IOException {
    var lengths = IntStream.of(1, 4_096, 65_400, 65_536, 200_000, 1, 131_072, 7).toArray();
    for (var i = 0; i < lengths.length; i++) {
      ledger.append(entry("m" + i, "ب".repeat(lengths[i])));
    }

    var expected = IntStream.range(0, lengths.length).mapToObj(i -> "m" + i).toList();
    assertThat(idsFrom(0)).isEqualTo(expected);
    for (var i = 0; i < lengths.length; i++) {
      var later = expected.subList(i + 1, lengths.length);
      assertThat(idsFrom(ledger.endOf("m" + i).orElseThrow())).isEqualTo(later);
      assertThat(idsFrom(ledger.startOfLast(later.size()))).isEqualTo(later);
    }
  }

  @Test
  void returnsEndOfAppendedLine() throws IOException {
    ledger.append(entry("a", "1"));
    var end = ledger.append(entry("b", "2"));
    ledger.append(entry("c", "3"));

    assertThat(idsFrom(end)).containsExactly("c");
    assertThat(ledger.endOf("b")).hasValue(end);
  }

  @Test
  void readsBetweenTwoPositions() throws IOException {
    var from = ledger.append(entry("a", "1"));
    ledger.append(entry("b", "2".repeat(100_000)));
    var to = ledger.append(entry("c", "3"));
    ledger.append(entry("d", "4"));

    var ids = new ArrayList<String>();
    var end = ledger.read(from, to, json -> ids.add(Entry.parse(json).id()));

    assertThat(ids).containsExactly("b", "c");
    assertThat(end).isEqualTo(to);
  }

  @Test
  void findsLastSubmissionOfAnId() throws IOException {
    ledger.append(entry("a", "1"));
    ledger.append(entry("a", "2"));
    ledger.append(entry("b", "3"));

    assertThat(idsFrom(ledger.endOf("a").orElseThrow())).containsExactly("b");
  }

  @Test
  void ignoresIdsWithinTexts() {
    ledger.append(entry("a", "{\"id\":\"b\",\n{\"id\":\"b\","));

    assertThat(ledger.endOf("b")).isEmpty();
  }

  @Test
  void readsWhileLedgerGrows() throws IOException {
    ledger.append(entry("a", "1"));
    var end = ledger.read(0, ledger.end(), json -> {});
    ledger.append(entry("b", "2"));

    assertThat(idsFrom(end)).containsExactly("b");
  }

  @Test
  void skipsIncompleteLine() throws IOException {
    var incomplete = entry("incomplete", "{} \"}\" {\"a\":{}}").line();
    for (var length = 0; length < incomplete.length - 1; length++) {
      Files.write(file, entry("complete", "1").line());
      append(incomplete, length);
      ledger = new Ledger(file);

      assertThat(idsFrom(0)).containsExactly("complete");
      assertThat(idsFrom(ledger.startOfLast(1))).containsExactly("complete");
      ledger.append(entry("next", "2"));

      assertThat(idsFrom(0)).containsExactly("complete", "next");
      assertThat(new String(Files.readAllBytes(file), UTF_8)).endsWith("\n");
    }
  }

  @Test
  void doesNotGlueALineToOneThatAFullDiskHasTorn() throws IOException {
    ledger.append(entry("first", "1"));
    append(entry("torn", "2").line(), 20);
    ledger.append(entry("next", "3"));

    assertThat(idsFrom(0)).containsExactly("first", "next");
  }

  private void append(byte[] line, int length) throws IOException {
    var beginning = new byte[length];
    System.arraycopy(line, 0, beginning, 0, length);
    Files.write(file, beginning, StandardOpenOption.APPEND);
  }

  private List<String> idsFrom(long position) throws IOException {
    var ids = new ArrayList<String>();
    ledger.read(position, ledger.end(), json -> ids.add(Entry.parse(json).id()));
    return ids;
  }

  private static Entry entry(String id, String body) {
    return new Entry(
        id,
        "+966501234567",
        "text",
        body,
        null,
        null,
        0,
        "2026-11-21T10:00:00Z",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
