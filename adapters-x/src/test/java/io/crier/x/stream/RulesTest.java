package io.crier.x.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PushSource.Followed;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123";
  private static final int SEEDS = 300;

  private final Random random = new Random(7);

  @Test
  void makesOneRuleOfOneAuthor() {
    assertThat(rules(1_024, List.of(followed("ada", false, false))))
        .containsExactly("(from:ada) -is:retweet -is:reply");
  }

  @Test
  void groupsAuthorsByWantedKinds() {
    assertThat(
            rules(
                1_024,
                List.of(
                    followed("ada", true, true),
                    followed("bob", false, false),
                    followed("cy", true, true),
                    followed("dan", true, false),
                    followed("eve", false, true))))
        .containsExactlyInAnyOrder(
            "(from:ada OR from:cy)",
            "(from:bob) -is:retweet -is:reply",
            "(from:dan) -is:retweet",
            "(from:eve) -is:reply");
  }

  @Test
  void fitsFortyOneNamesOfMaximumLengthIntoARule() {
    var authors =
        IntStream.range(0, 42)
            .mapToObj(each -> followed("abcdefghijklm%02d".formatted(each), false, false))
            .toList();

    assertThat(rules(1_024, authors.subList(0, 41))).hasSize(1);
    assertThat(rules(1_024, authors)).hasSize(2);
  }

  @Test
  void makesThreadRulesOnlyForAuthorsWithoutReplies() {
    var authors =
        List.of(
            followed("ada", false, true),
            followed("bob", true, true),
            followed("cy", false, false));

    assertThat(new Rules(1_024).forThreads(authors, Set.of()))
        .containsExactly("(from:ada to:ada) OR (from:cy to:cy)");
  }

  @Test
  void keepsThreadRulesWithinTheLimitAndStable() {
    var rules = new Rules(1_024);
    for (var seed = 0; seed < SEEDS; seed++) {
      var authors = authors();

      var threads = rules.forThreads(authors, rules.forPosts(authors, Set.of()));

      assertThat(threads).allSatisfy(rule -> assertThat(rule).hasSizeLessThanOrEqualTo(1_024));
      assertThat(threads.stream().flatMap(rule -> Stream.of(rule.split(" OR "))))
          .containsExactlyInAnyOrderElementsOf(
              authors.stream()
                  .filter(each -> !each.replies())
                  .map(each -> each.author().username().value())
                  .map(name -> "(from:" + name + " to:" + name + ")")
                  .toList());
      assertThat(rules.forThreads(authors, threads)).isEqualTo(threads);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1_024})
  void putsEachAuthorIntoOneRuleWithinTheLengthLimit(int maxLength) {
    for (var seed = 0; seed < SEEDS; seed++) {
      var authors = authors();

      var rules = rules(maxLength, authors);

      assertThat(rules).allSatisfy(rule -> assertThat(rule).hasSizeLessThanOrEqualTo(maxLength));
      assertThat(exclusionsByAuthor(rules)).isEqualTo(wanted(authors));
    }
  }

  @Test
  void staysCorrectAfterAnyChangeOfAuthors() {
    var all = authors();
    Set<String> present = Set.of();
    for (var step = 0; step < SEEDS; step++) {
      var some = all.stream().filter(each -> random.nextInt(4) > 0).toList();
      var renamed = some.stream().map(this::maybeChanged).toList();

      var rules = new Rules(1_024).forPosts(renamed, present);

      assertThat(rules).allSatisfy(rule -> assertThat(rule).hasSizeLessThanOrEqualTo(1_024));
      assertThat(exclusionsByAuthor(rules)).isEqualTo(wanted(renamed));
      present = rules;
    }
  }

  @Test
  void keepsFullRulesWhenAnAuthorIsAdded() {
    var authors =
        new ArrayList<>(
            IntStream.range(0, 500)
                .mapToObj(each -> followed("author" + each, false, false))
                .toList());
    var before = rules(1_024, authors);
    authors.addFirst(followed("aaa", false, false));

    var after = new Rules(1_024).forPosts(authors, before);

    assertThat(before.stream().filter(rule -> !after.contains(rule))).hasSizeLessThanOrEqualTo(1);
    assertThat(after).hasSizeLessThanOrEqualTo(before.size() + 1);
  }

  @Test
  void needsAtMostTwiceTheRulesForAuthorsAddedOneByOne() {
    var authors =
        IntStream.range(0, 500).mapToObj(each -> followed("a" + each, false, false)).toList();
    Set<String> rules = Set.of();
    for (var many = 1; many <= authors.size(); many++) {
      rules = new Rules(1_024).forPosts(authors.subList(0, many), rules);
    }

    assertThat(rules.size()).isLessThanOrEqualTo(2 * rules(1_024, authors).size());
  }

  @Test
  void removesForeignRules() {
    var present = List.of("cats has:images " + "from:ada ".repeat(70));

    assertThat(new Rules(1_024).forPosts(List.of(followed("ada", true, true)), present))
        .containsExactly("(from:ada)");
  }

  private static Set<String> rules(int maxLength, Collection<Followed> authors) {
    return new Rules(maxLength).forPosts(authors, Set.of());
  }

  private List<Followed> authors() {
    return IntStream.range(0, random.nextInt(200))
        .mapToObj(each -> followed(name(), random.nextBoolean(), random.nextBoolean()))
        .collect(
            HashMap<XUsername, Followed>::new,
            (all, each) -> all.put(each.author().username(), each),
            HashMap::putAll)
        .values()
        .stream()
        .toList();
  }

  private Followed maybeChanged(Followed followed) {
    return random.nextInt(20) > 0
        ? followed
        : new Followed(followed.author(), !followed.replies(), followed.reposts());
  }

  private String name() {
    var name = new StringBuilder();
    for (var length = 1 + random.nextInt(15); length > 0; length--) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return name.toString();
  }

  /** The exclusions that apply to each author; fails if an author is in two rules. */
  private static Map<XUsername, String> exclusionsByAuthor(Set<String> rules) {
    var exclusionsByAuthor = new HashMap<XUsername, String>();
    for (var rule : rules) {
      var exclusions = rule.substring(rule.indexOf(')') + 1);
      for (var term : rule.substring(1, rule.indexOf(')')).split(" OR ")) {
        var before =
            exclusionsByAuthor.put(new XUsername(term.replaceFirst("^from:", "")), exclusions);
        assertThat(before).as(term).isNull();
      }
    }
    return exclusionsByAuthor;
  }

  private static Map<XUsername, String> wanted(Collection<Followed> authors) {
    var wanted = new HashMap<XUsername, String>();
    for (var each : authors) {
      wanted.put(
          each.author().username(),
          (each.reposts() ? "" : " -is:retweet") + (each.replies() ? "" : " -is:reply"));
    }
    return wanted;
  }

  private static Followed followed(String username, boolean replies, boolean reposts) {
    var account =
        new XAccount(
            new XUserId(1),
            new XUsername(username),
            Optional.empty(),
            Optional.empty(),
            XAccountState.ACTIVE);
    return new Followed(account, replies, reposts);
  }
}
