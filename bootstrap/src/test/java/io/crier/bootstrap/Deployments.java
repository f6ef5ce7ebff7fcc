package io.crier.bootstrap;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployments of the tests: the production WAR, plus what a test needs inside the server. */
final class Deployments {

  private Deployments() {}

  static WebArchive crier(Class<?>... ofTheTest) {
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/crier.war"))
        .addClasses(ofTheTest)
        .addAsLibrary(jarOf(Assertions.class));
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
