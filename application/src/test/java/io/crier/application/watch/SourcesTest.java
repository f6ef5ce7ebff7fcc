package io.crier.application.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.InMemoryUnitOfWork;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesTest {

  private final InMemoryX x = new InMemoryX(new InMemoryUnitOfWork(), InstantSource.system());
  private final PullSource timeline = x.as("timeline", true);
  private final PullSource rss = x.as("rss", false);
  private final PushSource activity = x.as("activity", 1_500);
  private final PushSource stream = x.as("stream", 40_000);

  @Test
  void usesThePollingSourceOfThatName() {
    assertThat(choose("rss", 1_000)).isEqualTo(choice(rss, null));
    assertThat(choose(" TimeLine ", 1_000)).isEqualTo(choice(timeline, null));
  }

  @Test
  void pollsTimelinesBesideAStream() {
    assertThat(choose("stream", 1)).isEqualTo(choice(timeline, stream));
  }

  @Test
  void choosesByTheNumberOfAuthors() {
    assertThat(choose("auto", 50)).isEqualTo(choice(timeline, null));
    assertThat(choose("auto", 51)).isEqualTo(choice(timeline, activity));
    assertThat(choose("auto", 1_501)).isEqualTo(choice(timeline, stream));
    assertThat(choose("auto", 40_001)).isEqualTo(choice(timeline, null));
  }

  @Test
  void keepsAStreamUntilThereAreClearlyFewerAuthors() {
    assertThat(sources("auto").choose(41, true, Set.of())).isEqualTo(choice(timeline, activity));
    assertThat(sources("auto").choose(40, true, Set.of())).isEqualTo(choice(timeline, null));
  }

  @Test
  void skipsForbiddenSources() {
    assertThat(sources("auto").choose(60, false, Set.of("activity")))
        .isEqualTo(choice(timeline, stream));
  }

  @Test
  void isOffWithoutCredentialsUnlessASourceIsNamed() {
    assertThat(withoutCredentials("auto").isOn()).isFalse();
    assertThat(withoutCredentials("rss").isOn()).isTrue();
    assertThat(sources("none").isOn()).isFalse();
    assertThat(sources("none").choose(60, false, Set.of())).isEqualTo(choice(null, null));
  }

  @Test
  void rejectsUnknownNames() {
    assertThatThrownBy(() -> sources("telegraph"))
        .hasMessage(
            "a source of posts is one of auto, none, rss, timeline, activity, stream: telegraph");
  }

  private Sources.Choice choose(String configured, int authors) {
    return sources(configured).choose(authors, false, Set.of());
  }

  private Sources sources(String configured) {
    return new Sources(List.of(timeline, rss), List.of(activity, stream), configured, true);
  }

  private Sources withoutCredentials(String configured) {
    return new Sources(List.of(timeline, rss), List.of(activity, stream), configured, false);
  }

  private static Sources.Choice choice(PullSource pull, PushSource push) {
    return new Sources.Choice(Optional.ofNullable(pull), Optional.ofNullable(push));
  }
}
