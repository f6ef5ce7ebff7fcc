package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A question with options to choose from, and the votes so far.
 *
 * @param question if sent, 1 to 255 characters
 * @param options if sent, 2 to 12 different ones of 1 to 100 characters each
 * @param multiple whether people may choose several
 * @param votes one for each person who has chosen something
 */
public record Poll(
    String question, List<String> options, boolean multiple, List<Vote> votes, Context context)
    implements Content {

  public static final TextRule QUESTION = TextRule.line(255);
  public static final TextRule OPTION = TextRule.line(100);
  public static final int FEWEST_OPTIONS = 2;
  public static final int MOST_OPTIONS = 12;

  /** As many people as a group has. */
  static final int MOST_VOTES = 1_024;

  /**
   * What a person has chosen.
   *
   * @param choices the positions of the options, from 0
   */
  public record Vote(Recipient voter, List<Integer> choices, Instant at) {

    public Vote {
      Objects.requireNonNull(voter);
      choices = List.copyOf(choices);
    }
  }

  /** An option, and who has chosen it. */
  public record Tally(String option, List<Recipient> voters) {}

  public Poll {
    if (question == null || options == null || options.stream().anyMatch(Objects::isNull)) {
      throw new Refused(INVALID_CONTENT, "a poll has a question and options");
    }
    options = List.copyOf(options);
    votes = List.copyOf(votes);
    Objects.requireNonNull(context);
  }

  /** A poll in which nobody has voted. */
  public Poll(String question, List<String> options, boolean multiple, Context context) {
    this(question, options, multiple, List.of(), context);
  }

  @Override
  public String type() {
    return "poll";
  }

  @Override
  public String text() {
    return question;
  }

  @Override
  public int length() {
    return TextRule.length(question) + options.stream().mapToInt(TextRule::length).sum();
  }

  @Override
  public void requireFitToSend() {
    SendRules.require(this);
    QUESTION.require("question", question, INVALID_CONTENT);
    options.forEach(option -> OPTION.require("options", option, INVALID_CONTENT));
    if (options.size() < FEWEST_OPTIONS
        || options.size() > MOST_OPTIONS
        || new HashSet<>(options).size() < options.size()
        || question.isBlank()
        || options.stream().anyMatch(String::isBlank)) {
      throw new Refused(
          INVALID_CONTENT,
          "a poll has a question and 2 to 12 different options, none of them blank");
    }
  }

  /** How often each option was chosen, in their order. */
  public List<Tally> tallies() {
    return IntStream.range(0, options.size())
        .mapToObj(
            option ->
                new Tally(
                    options.get(option),
                    votes.stream()
                        .filter(it -> it.choices().contains(option))
                        .map(Vote::voter)
                        .toList()))
        .toList();
  }

  /**
   * The same after somebody has chosen these options instead of any before; empty if that changes
   * nothing.
   */
  Optional<Poll> voted(Recipient voter, List<String> chosen, Instant at) {
    var choices = chosen.stream().map(options::indexOf).filter(it -> it >= 0).sorted().toList();
    var before = votes.stream().filter(it -> it.voter().equals(voter)).findFirst();
    if (before.filter(it -> it.at().isAfter(at) || it.choices().equals(choices)).isPresent()
        || before.isEmpty() && (choices.isEmpty() || votes.size() >= MOST_VOTES)) {
      return Optional.empty();
    }
    var all = new ArrayList<>(votes);
    all.removeIf(it -> it.voter().equals(voter));
    // Also a vote that was taken back, so that an older one that comes later does not count.
    all.add(new Vote(voter, choices, at));
    return Optional.of(new Poll(question, options, multiple, all, context));
  }
}
