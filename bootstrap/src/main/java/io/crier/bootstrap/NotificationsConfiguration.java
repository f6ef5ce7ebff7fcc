package io.crier.bootstrap;

import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings of notifications.
 *
 * @param honoursDeletions whether what is deleted on X is not sent any more
 */
record NotificationsConfiguration(boolean honoursDeletions) {

  static NotificationsConfiguration of(Config config) {
    return new NotificationsConfiguration(
        config.getOptionalValue("crier.alerts.honour-deletions", Boolean.class).orElse(true));
  }
}
