package io.crier.domain.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.INVALID_WEBHOOK_HEADER;

import io.crier.domain.Refused;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Headers that the owner of an endpoint adds to every delivery, such as a token that its gateway
 * expects. The values are secret.
 *
 * @param values by name; names differ in more than case
 */
public record WebhookHeaders(Map<String, String> values) {

  public static final WebhookHeaders NONE = new WebhookHeaders(Map.of());

  private static final int MOST = 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~]{0,998}[!-~])?");

  /** Those that HTTP itself uses between two hosts, or that say where and how long a request is. */
  private static final Set<String> RESERVED =
      Set.of(
          "accept-encoding",
          "connection",
          "date",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  /** Those that the formats set themselves, so that nobody can forge a signature's parts. */
  private static final List<String> RESERVED_BEGINNINGS =
      List.of("content-", "proxy-", "webhook-", "x-crier-", "x-aulm-", "x-walytic-");

  public WebhookHeaders {
    var sorted = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    values.forEach(
        (name, value) -> {
          require(NAME.matcher(name).matches(), "a header's name is 1 to 64 letters, digits or -");
          require(!isReserved(name.toLowerCase(Locale.ROOT)), "the header is reserved: " + name);
          require(
              value != null && VALUE.matcher(value).matches(),
              "a header's value is 1 to 1,024 printable ASCII characters");
          require(sorted.put(name, value) == null, "a header is given twice");
        });
    require(sorted.size() <= MOST, "at most " + MOST + " headers");
    values = Collections.unmodifiableMap(sorted);
  }

  public List<String> names() {
    return List.copyOf(values.keySet());
  }

  private static boolean isReserved(String name) {
    return RESERVED.contains(name) || RESERVED_BEGINNINGS.stream().anyMatch(name::startsWith);
  }

  private static void require(boolean valid, String detail) {
    if (!valid) {
      throw new Refused(INVALID_WEBHOOK_HEADER, detail);
    }
  }

  @Override
  public String toString() {
    return "WebhookHeaders" + names();
  }
}
