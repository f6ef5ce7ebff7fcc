package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSettingsTest {

  private static final String ROOT = "0a".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wss://web.whatsapp.com/ws/chat",
        "wss://WEB.WhatsApp.com./ws/chat",
        "wss://whatsapp.com/",
        "wss://g.whatsapp.net:5222/"
      })
  void rejectsTestRootForWhatsApp(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(url, ROOT, null));
  }

  @Test
  void acceptsTestRootForFake() {
    assertThatCode(() -> settings("ws://127.0.0.1:1/", ROOT, null)).doesNotThrowAnyException();
    assertThatCode(() -> settings("wss://notwhatsapp.com/", ROOT, null)).doesNotThrowAnyException();
  }

  @Test
  void requires32BytesInTestRoot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("ws://127.0.0.1:1/", "0a0b", null));
  }

  @Test
  void requiresThreeNumbersInVersion() {
    assertThatCode(() -> settings("wss://web.whatsapp.com/", null, "2.3000.1"))
        .doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("wss://web.whatsapp.com/", null, "latest"));
  }

  @Test
  void asksWhatsAppsPageOnlyAboutWhatsApp() {
    assertThat(settings("wss://web.whatsapp.com/ws/chat", null, null).asksForVersions()).isTrue();
    assertThat(settings("ws://127.0.0.1:1/", ROOT, null).asksForVersions()).isFalse();
  }

  @Test
  void asksForNoVersionIfOneIsConfigured() {
    var settings = settings("wss://web.whatsapp.com/ws/chat", null, "2.3000.1");

    assertThat(settings.asksForVersions()).isFalse();
  }

  private static WebSettings settings(String url, String testRoot, String version) {
    return new WebSettings(
        "node",
        512,
        URI.create(url),
        Optional.ofNullable(testRoot),
        Optional.empty(),
        Optional.ofNullable(version),
        WebSettings.VERSION_PAGE,
        1,
        Path.of("folder"));
  }
}
