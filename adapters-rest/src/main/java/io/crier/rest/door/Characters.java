package io.crier.rest.door;

/** A set of ASCII characters, to look through headers and paths of each request quickly. */
final class Characters {

  private final boolean[] allowed = new boolean[128];

  private Characters() {}

  /** Letters, digits, and these. */
  static Characters lettersDigitsAnd(String others) {
    var characters = new Characters();
    for (var c = 0; c < characters.allowed.length; c++) {
      characters.allowed[c] =
          c >= '0' && c <= '9'
              || c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || others.indexOf(c) >= 0;
    }
    return characters;
  }

  /** Whether the text consists of them. */
  boolean makeUp(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= allowed.length || !allowed[c]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the text consists of this many digits. */
  static boolean areDigits(String text, int atLeast, int atMost) {
    if (text.length() < atLeast || text.length() > atMost) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
