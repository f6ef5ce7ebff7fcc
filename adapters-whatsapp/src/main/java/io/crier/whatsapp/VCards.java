package io.crier.whatsapp;

import io.crier.domain.messages.Content.ContactCard.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads received contact cards, as far as they have names and numbers. */
public final class VCards {

  private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]");
  private static final Pattern LINE =
      Pattern.compile("(?im)^(?:[\\w-]+\\.)?(FN|TEL)((?:;[^:\\r\\n]*)?):([^\\r\\n]*)");
  private static final Pattern WAID = Pattern.compile("(?i);waid=(\\d{7,15})");
  private static final Pattern DIGITS = Pattern.compile("[1-9]\\d{6,14}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\;,nN])");

  private VCards() {}

  /**
   * The numbers on a card, each with the name; the name alone if there is no number; none if there
   * is neither.
   *
   * @param displayName the name given beside the card
   */
  public static List<Entry> read(Optional<String> displayName, String card) {
    var name = displayName.orElse("");
    var numbers = new LinkedHashSet<String>();
    var lines = LINE.matcher(FOLD.matcher(card).replaceAll(""));
    while (lines.find()) {
      var value = lines.group(3).strip();
      if (lines.group(1).equalsIgnoreCase("TEL")) {
        numbers.add(number(id(lines.group(2)), value));
      } else if (name.isBlank()) {
        name = unescaped(value);
      }
    }
    numbers.remove("");
    return entries(name, numbers.stream().toList());
  }

  /** One for each number; without a name, the number stands for it. */
  public static List<Entry> entries(String name, List<String> numbers) {
    var entries = new ArrayList<Entry>();
    numbers.forEach(number -> entries.add(new Entry(name.isBlank() ? number : name, number)));
    if (entries.isEmpty() && !name.isBlank()) {
      entries.add(new Entry(name, ""));
    }
    return entries;
  }

  /**
   * The number as {@code +E.164} if it certainly is one, otherwise as it is written.
   *
   * @param id the number in digits as WhatsApp knows it, if it does
   */
  public static String number(Optional<String> id, String written) {
    return id.or(() -> Optional.of(written).flatMap(VCards::international))
        .filter(digits -> DIGITS.matcher(digits).matches())
        .map(digits -> "+" + digits)
        .orElse(written.replaceFirst("(?i)^tel:", "").strip());
  }

  private static Optional<String> international(String written) {
    var number = written.replaceFirst("(?i)^tel:", "").replaceAll("[\\s().-]", "");
    return Optional.of(number).filter(it -> it.startsWith("+")).map(it -> it.substring(1));
  }

  private static Optional<String> id(String parameters) {
    var id = WAID.matcher(parameters);
    return id.find() ? Optional.of(id.group(1)) : Optional.empty();
  }

  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(it -> it.group(1).equalsIgnoreCase("n") ? " " : "\\" + it.group(1));
  }
}
