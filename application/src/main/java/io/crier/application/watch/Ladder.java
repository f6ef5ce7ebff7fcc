package io.crier.application.watch;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources serve so many authors, by the operator's wish or, on {@code auto}, by what fits.
 */
final class Ladder {

  static final String AUTO = "auto";
  static final String NONE = "none";
  static final String TIMELINE = "timeline";
  static final String STREAM = "stream";
  static final String ACTIVITY = "activity";
  static final String RSS = "rss";

  /** So many authors are read within seconds by asking for each. */
  private static final int FEW = 50;

  /** Who has a stream keeps it until there are clearly fewer. */
  private static final int CLEARLY_FEWER = 40;

  private final String wish;
  private final List<PullSource> pulls;
  private final List<PushSource> pushes;

  /** What to use; a stream always runs beside slow polling, if there is anything to poll. */
  record Choice(Optional<PullSource> pull, Optional<PushSource> push) {}

  Ladder(String wish, List<PullSource> pulls, List<PushSource> pushes) {
    this.wish = wish;
    this.pulls = pulls;
    this.pushes = pushes;
  }

  /**
   * @param streaming whether a stream is in use now
   * @param forbidden names of sources that X does not let us use
   */
  Choice choose(int authors, boolean streaming, Set<String> forbidden) {
    return switch (wish) {
      case AUTO -> automatic(authors, streaming, forbidden);
      case TIMELINE, RSS -> new Choice(pull(wish, Set.of()), Optional.empty());
      case STREAM, ACTIVITY -> new Choice(pull(TIMELINE, forbidden), push(wish, forbidden));
      default -> new Choice(Optional.empty(), Optional.empty());
    };
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
