package io.crier.application.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The sources of posts that this server has, and the choice between them. */
public final class Sources {

  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final String TIMELINE = "timeline";
  private static final String STREAM = "stream";
  private static final String ACTIVITY = "activity";

  /** Polling reads this many authors within seconds. */
  private static final int FEW = 50;

  /** An open stream stays open until there are clearly fewer authors than needed to open one. */
  private static final int CLEARLY_FEWER = 40;

  private final List<PullSource> pulls;
  private final List<PushSource> pushes;
  private final String chosen;

  /** The sources to use; a stream is always combined with slow polling, if polling is available. */
  record Choice(Optional<PullSource> pull, Optional<PushSource> push) {}

  /**
   * @param configured the name of a source, {@code auto} or {@code none}
   * @param hasCredentials without credentials {@code auto} chooses nothing; a named source is tried
   */
  public Sources(
      Collection<PullSource> pulls,
      Collection<PushSource> pushes,
      String configured,
      boolean hasCredentials) {
    this.pulls = List.copyOf(pulls);
    this.pushes = List.copyOf(pushes);
    var name = configured.strip().toLowerCase(Locale.ROOT);
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "a source of posts is one of " + String.join(", ", names()) + ": " + configured);
    }
    chosen = name.equals(AUTO) && !hasCredentials ? NONE : name;
  }

  private List<String> names() {
    var names = new ArrayList<>(List.of(AUTO, NONE));
    pulls.stream().map(PullSource::name).sorted().forEach(names::add);
    pushes.stream().map(PushSource::name).sorted().forEach(names::add);
    return names;
  }

  /** Whether X is watched at all. */
  public boolean isOn() {
    return !chosen.equals(NONE);
  }

  /**
   * Chooses by name or, on {@code auto}, what suits the number of authors.
   *
   * @param streaming whether a stream is in use now
   * @param forbidden names of sources that X does not allow this server to use
   */
  Choice choose(int authors, boolean streaming, Set<String> forbidden) {
    return switch (chosen) {
      case NONE -> new Choice(Optional.empty(), Optional.empty());
      case AUTO -> automatic(authors, streaming, forbidden);
      default -> named(forbidden);
    };
  }

  private Choice named(Set<String> forbidden) {
    var pull = pull(chosen, Set.of());
    return pull.isPresent()
        ? new Choice(pull, Optional.empty())
        : new Choice(pull(TIMELINE, forbidden), push(chosen, forbidden));
  }

  private Choice automatic(int authors, boolean streaming, Set<String> forbidden) {
    var timeline = pull(TIMELINE, forbidden);
    var few = authors <= (streaming ? CLEARLY_FEWER : FEW);
    return few && timeline.isPresent()
        ? new Choice(timeline, Optional.empty())
        : new Choice(
            timeline,
            push(ACTIVITY, forbidden)
                .filter(it -> authors <= it.capacity())
                .or(() -> push(STREAM, forbidden).filter(it -> authors <= it.capacity())));
  }

  private Optional<PullSource> pull(String name, Set<String> forbidden) {
    return pulls.stream()
        .filter(it -> it.name().equals(name) && !forbidden.contains(name))
        .findFirst();
  }

  private Optional<PushSource> push(String name, Set<String> forbidden) {
    return pushes.stream()
        .filter(it -> it.name().equals(name) && !forbidden.contains(name))
        .findFirst();
  }
}
