package io.crier.whatsapp;

import java.util.regex.Pattern;

/** Text that is safe in a header: it cannot inject another one. */
public final class HeaderText {

  private static final Pattern ASCII = Pattern.compile("[!-~]{1,2000}");

  private HeaderText() {}

  public static boolean isValid(String text) {
    return ASCII.matcher(text).matches();
  }
}
