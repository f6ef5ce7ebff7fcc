package io.crier.x.stream;

import io.crier.application.xaccounts.PushSource.Followed;
import io.crier.domain.xaccounts.XUsername;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules that make a stream tell of certain authors: as few as can be, each no longer than X
 * takes, each author in one.
 */
final class Rules {

  private static final Pattern AUTHOR = Pattern.compile("from:(\\w+)");
  private static final Pattern RULE =
      Pattern.compile("\\(from:\\w+(?: OR from:\\w+)*\\)((?: -is:\\w+)*)");
  private static final String OR = " OR ";

  private final int longest;

  /**
   * @param longest characters of a rule
   */
  Rules(int longest) {
    this.longest = longest;
  }

  /**
   * Packs authors into rules.
   *
   * @param present the rules that are there: full ones stay as they are, so that a new author does
   *     not change them all
   */
  Set<String> of(Collection<Followed> authors, Collection<String> present) {
    var wanted = new LinkedHashMap<XUsername, String>();
    authors.forEach(it -> wanted.put(it.author().username(), exclusions(it)));
    var rules = new LinkedHashSet<String>();
    for (var rule : present) {
      if (isFull(rule) && stillFits(rule, wanted)) {
        rules.add(rule);
        authorsIn(rule).forEach(wanted::remove);
      }
    }
    var byExclusions = new LinkedHashMap<String, List<String>>();
    wanted.forEach(
        (username, exclusions) ->
            byExclusions
                .computeIfAbsent(exclusions, none -> new ArrayList<>())
                .add("from:" + username.value()));
    byExclusions.forEach((exclusions, terms) -> pack(terms, exclusions, rules));
    return rules;
  }

  private void pack(List<String> terms, String exclusions, Set<String> rules) {
    var room = longest - "()".length() - exclusions.length();
    var rule = new StringBuilder();
    for (var term : terms) {
      if (!rule.isEmpty() && rule.length() + OR.length() + term.length() > room) {
        rules.add("(" + rule + ")" + exclusions);
        rule.setLength(0);
      }
      rule.append(rule.isEmpty() ? "" : OR).append(term);
    }
    if (!rule.isEmpty()) {
      rules.add("(" + rule + ")" + exclusions);
    }
  }

  private boolean isFull(String rule) {
    return rule.length() > longest / 2 && rule.length() <= longest;
  }

  private static boolean stillFits(String rule, Map<XUsername, String> wanted) {
    var form = RULE.matcher(rule);
    if (!form.matches()) {
      return false;
    }
    var authors = authorsIn(rule);
    return new HashSet<>(authors).size() == authors.size()
        && authors.stream().allMatch(author -> form.group(1).equals(wanted.get(author)));
  }

  private static List<XUsername> authorsIn(String rule) {
    return AUTHOR
        .matcher(rule)
        .results()
        .filter(it -> it.group(1).matches("\\w{1,15}"))
        .map(it -> new XUsername(it.group(1)))
        .toList();
  }

  private static String exclusions(Followed followed) {
    return (followed.reposts() ? "" : " -is:retweet") + (followed.replies() ? "" : " -is:reply");
  }
}
