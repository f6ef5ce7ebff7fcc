package io.crier.domain.sessions;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/** A version of WhatsApp's own client, such as {@code 2.3000.1043857760}. */
public record ClientVersion(String value) implements Comparable<ClientVersion> {

  private static final Pattern FORM = Pattern.compile("\\d{1,12}\\.\\d{1,12}\\.\\d{1,12}");
  private static final Comparator<ClientVersion> ORDER =
      Comparator.comparing(ClientVersion::numbers, Arrays::compare);

  public ClientVersion {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not three numbers");
    }
  }

  /** Whether this is a version: three numbers. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  /** Its three numbers. */
  public long[] numbers() {
    return Pattern.compile("\\.").splitAsStream(value).mapToLong(Long::parseLong).toArray();
  }

  @Override
  public int compareTo(ClientVersion other) {
    return ORDER.compare(this, other);
  }
}
