package io.crier.domain.phones;

import static io.crier.domain.phones.PhoneProblem.CODE_TOO_SOON;
import static io.crier.domain.phones.PhoneProblem.TOO_MANY_CODES;
import static java.util.Comparator.naturalOrder;

import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Limits for verification codes, so that guessing them is hopeless and nobody is spammed with them.
 * Of a million codes, {@code tries × perNumber} can be guessed for a number within any day.
 *
 * @param text the message, with {@code {code}} in place of the digits, and optionally {@code
 *     {minutes}} for the validity
 * @param validity how long a code can be used
 * @param tries how many wrong codes are allowed before even the right one is refused
 * @param pauses between the codes of one account to one number: the first pause follows the first
 *     code, and the last pause is repeated
 * @param perNumber codes of all accounts to one number within a day
 * @param perAccount codes of one account within an hour
 */
public record CodePolicy(
    String text,
    Duration validity,
    int tries,
    List<Duration> pauses,
    int perNumber,
    int perAccount) {

  private static final String PLACE = "{code}";
  private static final String MINUTES = "{minutes}";
  private static final int LONGEST_TEXT = 1_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  public CodePolicy {
    pauses = List.copyOf(pauses);
    require(text.contains(PLACE) && text.length() <= LONGEST_TEXT, "a text with " + PLACE);
    require(validity.isPositive(), "a validity");
    require(tries > 0 && perNumber > 0 && perAccount > 0, "at least one try and one code");
    require(
        !pauses.isEmpty() && pauses.stream().noneMatch(Duration::isNegative),
        "pauses between codes");
  }

  private static void require(boolean fulfilled, String what) {
    if (!fulfilled) {
      throw new IllegalArgumentException("verification codes need " + what);
    }
  }

  public String text(VerificationCode code) {
    return text.replace(MINUTES, Long.toString(validity.toMinutes())).replace(PLACE, code.digits());
  }

  /**
   * Codes that had expired by then no longer count for their number. The day starts at the last
   * moment at which a code could be guessed, not when it was sent: otherwise codes sent at the end
   * of one day and guessed on the next would double the number of guesses within a day.
   */
  public static Instant numberWindowStart(Instant now) {
    return now.minus(DAY);
  }

  /** Codes that had been sent by then no longer count for their account. */
  public static Instant accountWindowStart(Instant now) {
    return now.minus(HOUR);
  }

  /**
   * Refuses another code until it may be sent.
   *
   * @param toNumber all codes to the number that still count
   * @param ofAccount when the account's codes that still count were sent
   */
  public void requireRoom(
      AccountId account, List<SentCode> toNumber, List<Instant> ofAccount, Instant now) {
    var next = next(account, toNumber);
    if (now.isBefore(next)) {
      throw new Refused(CODE_TOO_SOON, Duration.between(now, next));
    }
    requireRoom(toNumber.stream().map(SentCode::expiresAt).toList(), perNumber, DAY, now);
    requireRoom(ofAccount, perAccount, HOUR, now);
  }

  /** When the account may send the next code to the number, considering only the pauses. */
  public Instant next(AccountId account, List<SentCode> toNumber) {
    var own = toNumber.stream().filter(code -> code.account().equals(account)).toList();
    if (own.isEmpty()) {
      return Instant.MIN;
    }
    var last = own.stream().map(SentCode::sentAt).max(naturalOrder()).orElseThrow();
    return last.plus(pauses.get(Math.min(own.size(), pauses.size()) - 1));
  }

  /** Limits the number of moments within a window that begins at each of them. */
  private static void requireRoom(List<Instant> moments, int most, Duration span, Instant now) {
    if (moments.size() >= most) {
      var freed = moments.stream().sorted().toList().get(moments.size() - most).plus(span);
      throw new Refused(TOO_MANY_CODES, Duration.between(now, freed));
    }
  }
}
