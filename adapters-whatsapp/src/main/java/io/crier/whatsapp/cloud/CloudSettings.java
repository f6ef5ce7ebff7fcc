package io.crier.whatsapp.cloud;

import io.crier.application.sessions.EngineSetting;
import io.crier.whatsapp.HeaderText;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a session's number at Meta.
 *
 * @param phone Meta's id of the number
 * @param version of the Graph API
 */
record CloudSettings(String phone, String token, String version) {

  static final String APP_SECRET = "appSecret";
  static final String VERIFY_TOKEN = "verifyToken";
  private static final String PHONE = "phoneNumberId";
  private static final String TOKEN = "token";
  private static final String VERSION = "version";

  static final Set<EngineSetting> ALL =
      Set.of(
          new EngineSetting(PHONE, true, false),
          new EngineSetting(TOKEN, true, true),
          new EngineSetting(APP_SECRET, true, true),
          new EngineSetting(VERIFY_TOKEN, true, true),
          new EngineSetting(VERSION, false, false));

  static CloudSettings of(Map<String, String> settings, String defaultVersion) {
    return new CloudSettings(
        settings.get(PHONE), settings.get(TOKEN), settings.getOrDefault(VERSION, defaultVersion));
  }

  /** Whether they can be used in a request. */
  boolean areValid() {
    return HeaderText.isValid(phone) && HeaderText.isValid(token) && HeaderText.isValid(version);
  }

  String bearer() {
    return "Bearer " + token;
  }
}
