package io.crier.bootstrap;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployments of the tests: the production WAR, plus what a test needs inside the server. */
final class Deployments {

  private static final String CONFIGURATION = "META-INF/microprofile-config.properties";
  private static final WebArchive CRIER = production();

  private Deployments() {}

  /** As it is: one instance, which the server deploys once for all tests that use it. */
  static WebArchive crier() {
    return CRIER;
  }

  /** With settings of a test, which are lines of configuration. */
  static WebArchive configured(String settings) {
    return production().addAsResource(new StringAsset(settings), CONFIGURATION);
  }

  /** For tests that run inside the server. */
  static WebArchive inContainer() {
    return production().addAsLibrary(jarOf(Assertions.class));
  }

  /**
   * With an OpenAPI document that the server writes from the annotations at its start.
   *
   * @param settings further lines of configuration
   */
  static WebArchive scanned(String settings, Class<?>... ofTheTest) {
    var war =
        configured(
            """
            config_ordinal=200
            mp.openapi.scan.disable=false
            mp.openapi.filter=io.crier.rest.door.ApiDocument
            """
                + settings);
    war.delete("WEB-INF/classes/META-INF/openapi.yaml");
    return war.addClasses(ofTheTest);
  }

  private static WebArchive production() {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/crier.war"));
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
