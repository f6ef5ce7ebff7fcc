package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.crier.domain.messages.Menu.Option;
import io.crier.domain.messages.Menu.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MenuTest {

  @Test
  void hasOneToThreeButtons() {
    assertSent(buttons(options(1)));
    assertSent(buttons(options(3)));
    assertNotSent(buttons(List.of()));
    assertNotSent(buttons(options(4)));
  }

  @Test
  void hasButtonsOfLimitedLength() {
    assertSent(buttons(List.of(option("i".repeat(256), "t".repeat(20)))));
    assertNotSent(buttons(List.of(option("i".repeat(257), "t"))));
    assertNotSent(buttons(List.of(option("i", "t".repeat(21)))));
    assertNotSent(buttons(List.of(option("i", " "))));
    assertNotSent(buttons(List.of(option(" i", "t"))));
  }

  @Test
  void hasDifferentButtons() {
    assertNotSent(buttons(List.of(option("1", "Yes"), option("1", "No"))));
    assertNotSent(buttons(List.of(option("1", "Yes"), option("2", "Yes"))));
  }

  @Test
  void hasOneToTenRows() {
    assertSent(list(section("", options(10))));
    assertSent(list(section("a", options(5)), section("b", List.of(option("x", "option 0")))));
    assertNotSent(list());
    assertNotSent(list(section("", options(11))));
    assertNotSent(list(section("a", options(1)), section("b", List.of())));
    assertNotSent(list(section("a", options(1)), section("b", options(1))));
  }

  @Test
  void hasRowsOfLimitedLength() {
    var longest = new Option("i".repeat(200), "t".repeat(24), Optional.of("d".repeat(72)));
    assertSent(list(section("s".repeat(24), List.of(longest))));
    assertNotSent(list(section("s".repeat(25), options(1))));
    assertNotSent(list(section("", List.of(option("i".repeat(201), "t")))));
    assertNotSent(list(section("", List.of(option("i", "t".repeat(25))))));
    assertNotSent(list(section("", List.of(new Option("i", "t", Optional.of("d".repeat(73)))))));
  }

  @Test
  void hasTitlesOfSeveralSections() {
    assertNotSent(list(section("a", options(1)), section("", List.of(option("x", "y")))));
  }

  @Test
  void hasTextsOfLimitedLength() {
    var buttons = List.of(new Section(Optional.empty(), options(1)));
    assertSent(menu("h".repeat(60), "b".repeat(1_024), "f".repeat(60), "", buttons));
    assertSent(menu("", "b".repeat(4_096), "", "o".repeat(20), buttons));
    assertNotSent(menu("", "b".repeat(1_025), "", "", buttons));
    assertNotSent(menu("", "b".repeat(4_097), "", "open", buttons));
    assertNotSent(menu("", " ", "", "", buttons));
    assertNotSent(menu("h".repeat(61), "b", "", "", buttons));
    assertNotSent(menu("", "b", "f".repeat(61), "", buttons));
    assertNotSent(menu("", "b", "", "o".repeat(21), buttons));
  }

  @Test
  void hasNoMissingParts() {
    assertRefused(INVALID_CONTENT, () -> menu("", null, "", "", List.of()));
    assertRefused(INVALID_CONTENT, () -> menu("", "b", "", "", null));
    assertRefused(INVALID_CONTENT, () -> list((Section) null));
    assertRefused(INVALID_CONTENT, () -> section("", Arrays.asList((Option) null)));
    assertRefused(INVALID_CONTENT, () -> option(null, "t"));
    assertRefused(INVALID_CONTENT, () -> option("i", null));
  }

  @Test
  void numbersItsOptionsAsText() {
    assertThat(MessageFixture.buttons().asText().body())
        .isEqualTo("Does Monday suit you?\n\n1. Yes\n2. No");
    assertThat(MessageFixture.list().asText().body())
        .isEqualTo(
            """
            Blue Door Clinic

            When do you come?

            Monday
            1. 09:00
            2. 18:00: Fatima only

            Tuesday
            3. 10:00

            Closed on Friday""");
  }

  private static void assertSent(Menu menu) {
    assertThatCode(menu::requireFitToSend).doesNotThrowAnyException();
  }

  private static void assertNotSent(Menu menu) {
    assertRefused(INVALID_CONTENT, menu::requireFitToSend);
  }

  private static Menu buttons(List<Option> options) {
    return menu("", "Well?", "", "", List.of(new Section(Optional.empty(), options)));
  }

  private static Menu list(Section... sections) {
    return menu("", "Well?", "", "Open", Arrays.asList(sections));
  }

  private static Menu menu(
      String header, String body, String footer, String opener, List<Section> sections) {
    return new Menu(
        present(header), body, present(footer), present(opener), sections, false, Context.NONE);
  }

  private static Section section(String title, List<Option> options) {
    return new Section(present(title), options);
  }

  private static Option option(String id, String title) {
    return new Option(id, title, Optional.empty());
  }

  private static List<Option> options(int count) {
    return IntStream.range(0, count).mapToObj(it -> option("" + it, "option " + it)).toList();
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }
}
