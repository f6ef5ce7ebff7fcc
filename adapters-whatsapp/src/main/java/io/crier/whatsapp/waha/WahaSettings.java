package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.sessions.EngineSetting;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.HeaderText;
import io.crier.whatsapp.Signature;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a session at WAHA.
 *
 * @param session its name there
 */
record WahaSettings(String apiKey, String session) {

  private static final String API_KEY = "apiKey";
  private static final String SESSION = "session";

  static final Set<EngineSetting> ALL =
      Set.of(new EngineSetting(API_KEY, true, true), new EngineSetting(SESSION, false, false));

  /** Defaults to the session named "default", which every WAHA has. */
  static WahaSettings of(Map<String, String> settings) {
    return new WahaSettings(settings.get(API_KEY), settings.getOrDefault(SESSION, "default"));
  }

  /** Whether they can be used in a request. */
  boolean areValid() {
    return HeaderText.isValid(apiKey) && HeaderText.isValid(session);
  }

  /** The secret with which WAHA signs its posts. Every node derives the same one. */
  String webhookSecret(SessionId of) {
    return Signature.SHA256.sign(("hook of " + of.value()).getBytes(UTF_8), apiKey);
  }
}
