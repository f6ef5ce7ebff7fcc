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
 * The rules that select certain authors of a stream: as few as possible, each no longer than X
 * takes, each author in one. Full rules that are there already stay as they are, so that a new
 * author does not change them all.
 */
final class Rules {

  private static final Pattern AUTHOR = Pattern.compile("from:(\\w{1,15})\\b");
  private static final String OR = " OR ";
  private static final String NO_ANSWERS = " -is:reply";
  private static final String NO_REPOSTS = " -is:retweet";

  private final int longest;

  /**
   * @param longest characters of a rule
   */
  Rules(int longest) {
    this.longest = longest;
  }

  /** How a rule is written. */
  private interface Form {

    String term(XUsername author);

    String around(String terms);
  }

  private record Posts(String exclusions) implements Form {

    @Override
    public String term(XUsername author) {
      return "from:" + author.value();
    }

    @Override
    public String around(String terms) {
      return "(" + terms + ")" + exclusions;
    }
  }

  private record Threads() implements Form {

    @Override
    public String term(XUsername author) {
      return "(from:" + author.value() + " to:" + author.value() + ")";
    }

    @Override
    public String around(String terms) {
      return terms;
    }
  }

  /** Rules for what is wanted of each author. */
  Set<String> ofPosts(Collection<Followed> authors, Collection<String> present) {
    var forms = new LinkedHashMap<XUsername, Form>();
    authors.forEach(it -> forms.put(it.author().username(), new Posts(exclusions(it))));
    return pack(forms, present);
  }

  /** Rules for the authors' own threads, where X withholds them together with answers. */
  Set<String> ofThreads(Collection<Followed> authors, Collection<String> present) {
    var forms = new LinkedHashMap<XUsername, Form>();
    authors.stream()
        .filter(it -> !it.replies())
        .forEach(it -> forms.put(it.author().username(), new Threads()));
    return pack(forms, present);
  }

  private Set<String> pack(Map<XUsername, Form> forms, Collection<String> present) {
    var rules = new LinkedHashSet<String>();
    var left = new LinkedHashMap<>(forms);
    for (var rule : present) {
      var authors = authorsIn(rule);
      if (isFull(rule) && isStillRight(rule, authors, left)) {
        rules.add(rule);
        authors.forEach(left::remove);
      }
    }
    var together = new LinkedHashMap<Form, List<XUsername>>();
    left.forEach(
        (author, form) -> together.computeIfAbsent(form, none -> new ArrayList<>()).add(author));
    together.forEach((form, authors) -> pack(form, authors, rules));
    return rules;
  }

  private void pack(Form form, List<XUsername> authors, Set<String> rules) {
    var room = longest - form.around("").length();
    var terms = new StringBuilder();
    for (var author : authors) {
      var term = form.term(author);
      if (!terms.isEmpty() && terms.length() + OR.length() + term.length() > room) {
        rules.add(form.around(terms.toString()));
        terms.setLength(0);
      }
      terms.append(terms.isEmpty() ? "" : OR).append(term);
    }
    if (!terms.isEmpty()) {
      rules.add(form.around(terms.toString()));
    }
  }

  private boolean isFull(String rule) {
    return rule.length() > longest / 2 && rule.length() <= longest;
  }

  private static boolean isStillRight(
      String rule, List<XUsername> authors, Map<XUsername, Form> forms) {
    var form = authors.isEmpty() ? null : forms.get(authors.getFirst());
    return form != null
        && new HashSet<>(authors).size() == authors.size()
        && authors.stream().allMatch(author -> form.equals(forms.get(author)))
        && rule.equals(form.around(authors.stream().map(form::term).collect(joining(OR))));
  }

  private static List<XUsername> authorsIn(String rule) {
    return AUTHOR.matcher(rule).results().map(it -> new XUsername(it.group(1))).toList();
  }

  private static String exclusions(Followed followed) {
    return (followed.reposts() ? "" : NO_REPOSTS) + (followed.replies() ? "" : NO_ANSWERS);
  }
}
