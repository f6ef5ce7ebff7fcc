package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.Refused;

/** What a message says. */
public sealed interface Content {

  /** Its name in the API. */
  String type();

  /** How many characters somebody would have to type. */
  int length();

  /** Plain text, sent byte for byte: 1 to 4,096 characters of well-formed Unicode without NUL. */
  record Text(String body) implements Content {

    private static final int LONGEST = 4_096;

    public Text {
      if (body == null || body.isEmpty() || body.length() > LONGEST) {
        throw new Refused(INVALID_TEXT);
      }
      if (body.indexOf('\0') >= 0 || body.codePoints().anyMatch(Text::isLoneSurrogate)) {
        throw new Refused(INVALID_TEXT, "body must be well-formed Unicode without NUL");
      }
    }

    @Override
    public String type() {
      return "text";
    }

    @Override
    public int length() {
      return body.length();
    }

    private static boolean isLoneSurrogate(int codePoint) {
      return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
  }
}
