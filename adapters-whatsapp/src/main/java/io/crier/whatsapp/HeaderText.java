package io.crier.whatsapp;

import java.util.regex.Pattern;

/** Validates text for headers, to prevent header injection. */
public final class HeaderText {

  private static final Pattern ASCII = Pattern.compile("[!-~]{1,2000}");

  private HeaderText() {}

  public static boolean isValid(String text) {
    return ASCII.matcher(text).matches();
  }
}
