package io.crier.domain.messages;

import io.crier.domain.TextRule;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text shows of a page that it links to.
 *
 * @param url as the text has it
 * @param title absent if the page could not be read
 * @param description absent if it has none
 */
public record LinkPreview(String url, Optional<String> title, Optional<String> description) {

  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s<>\"]{1,2000}", Pattern.CASE_INSENSITIVE);
  private static final Pattern TRAILING = Pattern.compile("[.,;:!?)\\]}'»؟،؛]+$");
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DESCRIPTION = 1_000;

  public LinkPreview {
    Objects.requireNonNull(url);
    Objects.requireNonNull(title);
    Objects.requireNonNull(description);
  }

  /** Of the first link in a text, before its page is read; empty if there is none. */
  public static Optional<LinkPreview> of(String text) {
    var link = LINK.matcher(text);
    if (!link.find()) {
      return Optional.empty();
    }
    var url = TRAILING.matcher(link.group()).replaceFirst("");
    return isUrl(url)
        ? Optional.of(new LinkPreview(url, Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private static boolean isUrl(String text) {
    try {
      return URI.create(text).getHost() != null;
    } catch (IllegalArgumentException invalid) {
      return false;
    }
  }

  /** The same with what its page says of itself. */
  public LinkPreview read(Optional<String> title, Optional<String> description) {
    return new LinkPreview(url, line(title, LONGEST_TITLE), line(description, LONGEST_DESCRIPTION));
  }

  private static Optional<String> line(Optional<String> text, int longest) {
    return text.map(it -> TextRule.head(TextRule.repaired(it), longest).strip())
        .filter(it -> !it.isEmpty());
  }
}
