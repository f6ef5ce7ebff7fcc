package io.crier.rest.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crier.application.sessions.ServerNode;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTextsTest {

  private static final Pattern USE = Pattern.compile("\\bt\\('([\\w.-]+)'");
  private static final Pattern HOLE = Pattern.compile("\\{(\\w+)}");
  private static final Pattern PLURAL = Pattern.compile("\\.(zero|one|two|few|many|other)$");

  @Test
  void hasEveryTextThatThePagesUse() throws IOException {
    var english = texts("en");
    var used = new TreeSet<String>();
    for (var source : sources()) {
      USE.matcher(source).results().forEach(it -> used.add(it.group(1)));
    }
    assertThat(used).hasSizeGreaterThan(200);
    assertThat(used).allSatisfy(key -> assertThat(has(english, key)).as("no text " + key).isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar"})
  void translatesEveryText(String language) throws IOException {
    var english = keys(texts("en"));
    assertThat(keys(texts(language))).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar"})
  void fillsNothingThatEnglishDoesNotFill(String language) throws IOException {
    var english = texts("en");
    texts(language)
        .forEach(
            (key, text) -> {
              var original =
                  english.getOrDefault(
                      key, english.get(PLURAL.matcher(key).replaceFirst("") + ".other"));
              assertThat(holes(original)).as(key).containsAll(holes(text));
            });
  }

  @Test
  void saysEveryStatusAndFaultInWords() throws IOException {
    var english = texts("en");
    assertThat(english)
        .containsKeys(keysFor("status.", MessageStatus.values(), it -> !it.equals("none")))
        .containsKeys(keysFor("status.", SessionStatus.values(), it -> true))
        .containsKeys(keysFor("status.", ServerNode.State.values(), it -> true))
        .containsKeys(
            keysFor("group.outcome.", ParticipantResult.Outcome.values(), it -> !it.equals("done")))
        .containsKeys(keysFor("webhooks.chats.", ChatKind.values(), it -> true))
        .containsKeys(keysFor("held.", HoldReason.values(), it -> true))
        .containsKeys(keysFor("error.", Fault.values(), it -> true));
  }

  @Test
  void offersEveryEventAndKindOfChatToWebhooks() throws IOException {
    var page =
        Files.readString(Path.of("src/main/resources/io/crier/rest/dashboard/pages/webhooks.js"));
    assertThat(EventType.values())
        .filteredOn(it -> it != EventType.WEBHOOK_TEST)
        .allSatisfy(it -> assertThat(page).contains("'" + it.text() + "'"));
    assertThat(ChatKind.values())
        .allSatisfy(
            it -> assertThat(page).contains("'" + it.name().toLowerCase(Locale.ROOT) + "'"));
  }

  private static String[] keysFor(String prefix, Enum<?>[] values, Predicate<String> chosen) {
    return Arrays.stream(values)
        .map(it -> it.name().toLowerCase(Locale.ROOT))
        .filter(chosen)
        .map(prefix::concat)
        .toArray(String[]::new);
  }

  private static boolean has(Map<String, String> texts, String key) {
    return texts.containsKey(key) || texts.containsKey(key + ".other");
  }

  /** Without the forms of the plural, of which each language has its own. */
  private static TreeSet<String> keys(Map<String, String> texts) {
    return texts.keySet().stream()
        .map(it -> PLURAL.matcher(it).replaceFirst(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> holes(String text) {
    return HOLE.matcher(text)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> texts(String language) throws IOException {
    return new ObjectMapper()
        .readValue(
            DashboardFile.find("texts/" + language + ".json").orElseThrow().bytes(),
            new TypeReference<>() {});
  }

  private static Iterable<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/io/crier/rest/dashboard"))) {
      return files
          .filter(it -> it.toString().endsWith(".js"))
          .map(
              (Function<Path, String>)
                  it -> {
                    try {
                      return Files.readString(it);
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  })
          .toList();
    }
  }
}
