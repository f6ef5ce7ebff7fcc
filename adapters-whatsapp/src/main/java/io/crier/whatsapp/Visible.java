package io.crier.whatsapp;

import java.util.regex.Pattern;

/** Text that can stand in a header without becoming another one. */
public final class Visible {

  private static final Pattern ASCII = Pattern.compile("[!-~]{1,2000}");

  private Visible() {}

  public static boolean is(String text) {
    return ASCII.matcher(text).matches();
  }
}
