package io.crier.application.phones;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses the sessions that send codes and alerts: the account's own if it has chosen one,
 * otherwise the operator's, which share the numbers; a number keeps its sender while that sender is
 * usable.
 */
public final class ChooseSender {

  private final AlertSenders senders;

  public ChooseSender(AlertSenders senders) {
    this.senders = senders;
  }

  /**
   * Call within a unit of work: the sender for each number; numbers without a usable one are left
   * out.
   */
  public Map<PhoneNumber, SessionId> choose(AccountId account, Collection<PhoneNumber> numbers) {
    return choose(Map.of(account, numbers)).get(account);
  }

  /** The same for many accounts, with few statements. */
  public Map<AccountId, Map<PhoneNumber, SessionId>> choose(
      Map<AccountId, ? extends Collection<PhoneNumber>> numbers) {
    var own = senders.chosenBy(numbers.keySet());
    var shared =
        share(
            numbers.entrySet().stream()
                .filter(entry -> !own.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .collect(toSet()));
    return numbers.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> {
                  var wanted = Set.copyOf(entry.getValue());
                  var mine = own.get(entry.getKey());
                  return mine == null ? only(wanted, shared) : all(wanted, mine);
                }));
  }

  private static Map<PhoneNumber, SessionId> only(
      Set<PhoneNumber> wanted, Map<PhoneNumber, SessionId> shared) {
    return wanted.stream().filter(shared::containsKey).collect(toMap(it -> it, shared::get));
  }

  /** An account that has chosen its own session never falls back to another. */
  private static Map<PhoneNumber, SessionId> all(Set<PhoneNumber> wanted, Session own) {
    return own.shouldConnect()
        ? wanted.stream().collect(toMap(it -> it, it -> own.id()))
        : Map.of();
  }

  private Map<PhoneNumber, SessionId> share(Set<PhoneNumber> numbers) {
    if (numbers.isEmpty()) {
      return Map.of();
    }
    var usable = senders.list().stream().filter(Session::shouldConnect).map(Session::id).toList();
    if (usable.isEmpty()) {
      return Map.of();
    }
    var chosen = new HashMap<>(senders.assigned(numbers));
    chosen.values().removeIf(sender -> !usable.contains(sender));
    var unassigned = new TreeSet<>(comparing(PhoneNumber::value));
    unassigned.addAll(numbers);
    unassigned.removeAll(chosen.keySet());
    if (!unassigned.isEmpty()) {
      var fresh = spread(unassigned, usable);
      senders.assign(fresh);
      chosen.putAll(fresh);
    }
    return chosen;
  }

  /** Assigns each number to the sender with the fewest numbers. */
  private Map<PhoneNumber, SessionId> spread(
      Collection<PhoneNumber> unassigned, List<SessionId> usable) {
    var loads = new HashMap<>(senders.loads());
    var spread = new HashMap<PhoneNumber, SessionId>();
    for (var number : unassigned) {
      var leastLoaded =
          usable.stream().min(comparing(sender -> loads.getOrDefault(sender, 0))).orElseThrow();
      loads.merge(leastLoaded, 1, Integer::sum);
      spread.put(number, leastLoaded);
    }
    return spread;
  }
}
