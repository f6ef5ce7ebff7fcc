package io.crier.x.stream;

import static java.util.stream.Collectors.joining;

import io.crier.application.watch.PushSource.Followed;
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
 * Packs authors into stream rules: as few as possible, each within X's length limit, each author in
 * exactly one. Existing rules that are full are kept, so that a new author does not change all
 * rules.
 */
final class Rules {

  private static final Pattern AUTHOR = Pattern.compile("from:(\\w{1,15})\\b");
  private static final String OR = " OR ";
  private static final String NO_REPLIES = " -is:reply";
  private static final String NO_REPOSTS = " -is:retweet";

  private final int maxLength;

  /**
   * @param maxLength of a rule, in characters
   */
  Rules(int maxLength) {
    this.maxLength = maxLength;
  }

  /** The syntax of one kind of rule. */
  private interface Syntax {

    String term(XUsername author);

    String enclose(String terms);
  }

  private record Posts(String exclusions) implements Syntax {

    @Override
    public String term(XUsername author) {
      return "from:" + author.value();
    }

    @Override
    public String enclose(String terms) {
      return "(" + terms + ")" + exclusions;
    }
  }

  private record Threads() implements Syntax {

    @Override
    public String term(XUsername author) {
      return "(from:" + author.value() + " to:" + author.value() + ")";
    }

    @Override
    public String enclose(String terms) {
      return terms;
    }
  }

  /** Rules for the kinds of posts wanted from each author. */
  Set<String> forPosts(Collection<Followed> authors, Collection<String> present) {
    var syntaxes = new LinkedHashMap<XUsername, Syntax>();
    authors.forEach(it -> syntaxes.put(it.author().username(), new Posts(exclusions(it))));
    return pack(syntaxes, present);
  }

  /** Rules for the authors' own threads, which X excludes together with replies. */
  Set<String> forThreads(Collection<Followed> authors, Collection<String> present) {
    var syntaxes = new LinkedHashMap<XUsername, Syntax>();
    authors.stream()
        .filter(it -> !it.replies())
        .forEach(it -> syntaxes.put(it.author().username(), new Threads()));
    return pack(syntaxes, present);
  }

  private Set<String> pack(Map<XUsername, Syntax> syntaxes, Collection<String> present) {
    var rules = new LinkedHashSet<String>();
    var remaining = new LinkedHashMap<>(syntaxes);
    for (var rule : present) {
      var authors = authorsIn(rule);
      if (isFull(rule) && isUpToDate(rule, authors, remaining)) {
        rules.add(rule);
        authors.forEach(remaining::remove);
      }
    }
    var bySyntax = new LinkedHashMap<Syntax, List<XUsername>>();
    remaining.forEach(
        (author, syntax) ->
            bySyntax.computeIfAbsent(syntax, none -> new ArrayList<>()).add(author));
    bySyntax.forEach((syntax, authors) -> pack(syntax, authors, rules));
    return rules;
  }

  private void pack(Syntax syntax, List<XUsername> authors, Set<String> rules) {
    var maxTerms = maxLength - syntax.enclose("").length();
    var terms = new StringBuilder();
    for (var author : authors) {
      var term = syntax.term(author);
      if (!terms.isEmpty() && terms.length() + OR.length() + term.length() > maxTerms) {
        rules.add(syntax.enclose(terms.toString()));
        terms.setLength(0);
      }
      terms.append(terms.isEmpty() ? "" : OR).append(term);
    }
    if (!terms.isEmpty()) {
      rules.add(syntax.enclose(terms.toString()));
    }
  }

  private boolean isFull(String rule) {
    return rule.length() > maxLength / 2 && rule.length() <= maxLength;
  }

  private static boolean isUpToDate(
      String rule, List<XUsername> authors, Map<XUsername, Syntax> syntaxes) {
    var syntax = authors.isEmpty() ? null : syntaxes.get(authors.getFirst());
    return syntax != null
        && new HashSet<>(authors).size() == authors.size()
        && authors.stream().allMatch(author -> syntax.equals(syntaxes.get(author)))
        && rule.equals(syntax.enclose(authors.stream().map(syntax::term).collect(joining(OR))));
  }

  private static List<XUsername> authorsIn(String rule) {
    return AUTHOR.matcher(rule).results().map(it -> new XUsername(it.group(1))).toList();
  }

  private static String exclusions(Followed followed) {
    return (followed.reposts() ? "" : NO_REPOSTS) + (followed.replies() ? "" : NO_REPLIES);
  }
}
