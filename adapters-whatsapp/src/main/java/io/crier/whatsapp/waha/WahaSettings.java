package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.sessions.Engine.Setting;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Signature;
import io.crier.whatsapp.Visible;
import java.util.Map;
import java.util.Set;

/**
 * What a session tells of its place at WAHA.
 *
 * @param session its name there
 */
record WahaSettings(String apiKey, String session) {

  private static final String API_KEY = "apiKey";
  private static final String SESSION = "session";

  static final Set<Setting> ALL =
      Set.of(new Setting(API_KEY, true, true), new Setting(SESSION, false, false));

  /** Without a name it is the one session that every WAHA has. */
  static WahaSettings of(Map<String, String> settings) {
    return new WahaSettings(settings.get(API_KEY), settings.getOrDefault(SESSION, "default"));
  }

  /** Whether they can stand in a request as they are. */
  boolean areSound() {
    return Visible.is(apiKey) && Visible.is(session);
  }

  /** What WAHA signs its posts with; every node knows it, and WAHA learns it from Crier. */
  String hookSecret(SessionId of) {
    return Signature.SHA256.of(("hook of " + of.value()).getBytes(UTF_8), apiKey);
  }
}
