package io.crier.bootstrap.process;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** How somebody looks at the dashboard. */
enum DashboardForm {
  LIGHT(ColorScheme.LIGHT, "en", 1280),
  DARK(ColorScheme.DARK, "en", 1280),
  ARABIC(ColorScheme.LIGHT, "ar", 1280),
  PHONE(ColorScheme.DARK, "en", 390);

  private final ColorScheme scheme;
  private final String language;
  private final int width;

  DashboardForm(ColorScheme scheme, String language, int width) {
    this.scheme = scheme;
    this.language = language;
    this.width = width;
  }

  Browser.NewContextOptions options(String state) {
    return new Browser.NewContextOptions()
        .setStorageState(state)
        .setColorScheme(scheme)
        .setViewportSize(width, 800);
  }

  String language() {
    return language;
  }

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
