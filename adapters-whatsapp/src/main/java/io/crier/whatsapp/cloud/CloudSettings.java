package io.crier.whatsapp.cloud;

import io.crier.application.sessions.Engine.Setting;
import io.crier.whatsapp.Visible;
import java.util.Map;
import java.util.Set;

/**
 * What a session tells of its number at Meta.
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

  static final Set<Setting> ALL =
      Set.of(
          new Setting(PHONE, true, false),
          new Setting(TOKEN, true, true),
          new Setting(APP_SECRET, true, true),
          new Setting(VERIFY_TOKEN, true, true),
          new Setting(VERSION, false, false));

  static CloudSettings of(Map<String, String> settings, String usualVersion) {
    return new CloudSettings(
        settings.get(PHONE), settings.get(TOKEN), settings.getOrDefault(VERSION, usualVersion));
  }

  /** Whether they can stand in a request as they are. */
  boolean areSound() {
    return Visible.is(phone) && Visible.is(token) && Visible.is(version);
  }

  String bearer() {
    return "Bearer " + token;
  }
}
