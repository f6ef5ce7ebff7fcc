package io.crier.application.sending;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.media.Downloads;
import io.crier.domain.messages.LinkPreview;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a page, and what it says of itself for previews. */
final class PreviewPage {

  static final int LONGEST = 1 << 18;

  // Each stops at the next tag, so that no page makes them scan it more than once.
  private static final Pattern META =
      Pattern.compile("<meta\\s([^<>]{1,4000}+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TITLE =
      Pattern.compile("<title[^<>]{0,1000}+>([^<]{1,4000}+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "(?<![a-z:-])([a-z:-]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,7})|#x([0-9a-f]{1,6})|(\\w{2,6}));", Pattern.CASE_INSENSITIVE);
  private static final Map<String, String> ENTITIES =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  private final String html;
  private final Map<String, String> properties = new HashMap<>();

  PreviewPage(String html) {
    this.html = html;
    var meta = META.matcher(html);
    while (meta.find()) {
      var attributes = attributes(meta.group(1));
      var name = attributes.getOrDefault("property", attributes.getOrDefault("name", ""));
      var content = attributes.getOrDefault("content", "");
      if (!content.isBlank()) {
        properties.putIfAbsent(name.toLowerCase(Locale.ROOT), content);
      }
    }
  }

  private static Map<String, String> attributes(String tag) {
    var attributes = new HashMap<String, String>();
    var attribute = ATTRIBUTE.matcher(tag);
    while (attribute.find()) {
      var value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
      attributes.putIfAbsent(attribute.group(1).toLowerCase(Locale.ROOT), value);
    }
    return attributes;
  }

  /** The preview with what its page says, or as it is if the page cannot be read. */
  static LinkPreview fetch(Downloads downloads, LinkPreview preview, Duration timeout) {
    try {
      return downloads
          .fetch(URI.create(preview.url()), timeout, PreviewPage::read)
          .map(page -> preview.read(page.title(), page.description()))
          .orElse(preview);
    } catch (Downloads.Unavailable | RuntimeException unreadable) {
      // A message is worth more than its preview.
      return preview;
    }
  }

  private static Optional<PreviewPage> read(Optional<String> contentType, InputStream body)
      throws IOException {
    var type = contentType.orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("text/html") || type.startsWith("application/xhtml")
        ? Optional.of(new PreviewPage(new String(body.readNBytes(LONGEST), charset(type))))
        : Optional.empty();
  }

  private static Charset charset(String contentType) {
    var charset = CHARSET.matcher(contentType);
    try {
      return charset.find() ? Charset.forName(charset.group(1)) : UTF_8;
    } catch (IllegalArgumentException unknown) {
      return UTF_8;
    }
  }

  Optional<String> title() {
    return property("og:title")
        .or(() -> property("twitter:title"))
        .or(() -> Optional.of(TITLE.matcher(html)).filter(it -> it.find()).map(it -> it.group(1)))
        .map(PreviewPage::text);
  }

  Optional<String> description() {
    return property("og:description").or(() -> property("description")).map(PreviewPage::text);
  }

  private Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  /** On one line, with entities replaced. */
  private static String text(String html) {
    return ENTITY
        .matcher(html)
        .replaceAll(it -> Matcher.quoteReplacement(entity(it)))
        .replaceAll("[\\s\\p{Cntrl}]+", " ")
        .strip();
  }

  private static String entity(MatchResult entity) {
    if (entity.group(3) != null) {
      return ENTITIES.getOrDefault(entity.group(3).toLowerCase(Locale.ROOT), entity.group());
    }
    var codePoint =
        entity.group(1) == null
            ? Integer.parseInt(entity.group(2), 16)
            : Integer.parseInt(entity.group(1));
    return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
  }
}
