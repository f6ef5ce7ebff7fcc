package io.crier.bootstrap;

import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for notifications.
 *
 * @param honoursDeletions whether alerts about posts deleted on X are withdrawn
 */
record NotificationsConfiguration(boolean honoursDeletions) {

  static NotificationsConfiguration of(Config config) {
    return new NotificationsConfiguration(
        config.getOptionalValue("crier.alerts.honour-deletions", Boolean.class).orElse(true));
  }
}
