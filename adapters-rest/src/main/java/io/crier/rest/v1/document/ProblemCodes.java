package io.crier.rest.v1.document;

import io.crier.domain.Problem;
import io.crier.domain.RequestProblem;
import io.crier.domain.accounts.AccountProblem;
import io.crier.domain.apikeys.ApiKeyProblem;
import io.crier.domain.calls.CallProblem;
import io.crier.domain.channels.ChannelProblem;
import io.crier.domain.chats.ChatProblem;
import io.crier.domain.events.EventProblem;
import io.crier.domain.groups.GroupProblem;
import io.crier.domain.labels.LabelProblem;
import io.crier.domain.media.MediaProblem;
import io.crier.domain.messages.MessageProblem;
import io.crier.domain.phones.PhoneProblem;
import io.crier.domain.profiles.ProfileProblem;
import io.crier.domain.sessions.SessionProblem;
import io.crier.domain.subscriptions.SubscriptionProblem;
import io.crier.domain.users.IdentityProblem;
import io.crier.domain.users.UserProblem;
import io.crier.domain.webhooks.WebhookProblem;
import io.crier.domain.xaccounts.XAccountProblem;
import io.crier.rest.door.HttpProblem;
import io.crier.rest.door.ProblemDetails;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The codes of all problems, and the HTTP status that each comes with. */
final class ProblemCodes {

  private static final List<Problem[]> OF_USE_CASES =
      List.of(
          AccountProblem.values(),
          ApiKeyProblem.values(),
          ChatProblem.values(),
          GroupProblem.values(),
          CallProblem.values(),
          ChannelProblem.values(),
          LabelProblem.values(),
          MessageProblem.values(),
          PhoneProblem.values(),
          ProfileProblem.values(),
          RequestProblem.values(),
          SessionProblem.values(),
          SubscriptionProblem.values(),
          WebhookProblem.values(),
          UserProblem.values(),
          IdentityProblem.values(),
          MediaProblem.values(),
          EventProblem.values(),
          XAccountProblem.values());

  private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+)*");
  private static final SortedMap<String, Integer> STATUSES = statuses();

  private ProblemCodes() {}

  private static SortedMap<String, Integer> statuses() {
    var statuses = new TreeMap<String, Integer>();
    OF_USE_CASES.stream()
        .flatMap(Stream::of)
        .forEach(problem -> statuses.put(problem.code(), ProblemDetails.status(problem.kind())));
    Stream.of(HttpProblem.values())
        .forEach(problem -> statuses.put(problem.code(), problem.status()));
    return statuses;
  }

  static Collection<String> all() {
    return STATUSES.keySet();
  }

  /** The codes among the words of a description. */
  static List<String> in(String description) {
    return description == null
        ? List.of()
        : CODE.matcher(description)
            .results()
            .map(MatchResult::group)
            .filter(STATUSES::containsKey)
            .toList();
  }

  static int status(String code) {
    return STATUSES.get(code);
  }
}
