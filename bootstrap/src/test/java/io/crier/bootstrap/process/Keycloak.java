package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A Keycloak of its own, with three people: only Salma's email is not verified. */
final class Keycloak implements AutoCloseable {

  static final String CLIENT = "crier";
  static final String SECRET = "that-secret-of-the-client";
  static final String PASSWORD = "a quiet garden";

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String REALM =
      """
      {"realm":"clinic","enabled":true,"sslRequired":"none",
       "clients":[{"clientId":"%s","secret":"%s","enabled":true,"standardFlowEnabled":true,
         "redirectUris":["*"],"attributes":{"pkce.code.challenge.method":"S256"}}],
       "users":[%s,%s,%s]}"""
          .formatted(
              CLIENT, SECRET, person("fatima", true), person("salma", false), person("omar", true));

  private final Process process;
  private final String root;

  private Keycloak(Process process, String root) {
    this.process = process;
    this.root = root;
  }

  private static String person(String name, boolean verified) {
    return """
        {"username":"%1$s","email":"%1$s@clinic.example","emailVerified":%2$s,"enabled":true,
         "firstName":"%1$s","lastName":"Haddad",
         "credentials":[{"type":"password","value":"%3$s","temporary":false}]}"""
        .formatted(name, verified, PASSWORD);
  }

  /**
   * @param home where it was unpacked
   */
  static Keycloak start(Path home) throws IOException {
    Files.createDirectories(home.resolve("data/import"));
    Files.writeString(home.resolve("data/import/clinic-realm.json"), REALM);
    var port = FreePort.find();
    var builder =
        new ProcessBuilder(
            "sh",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(home.resolve("console.log").toFile());
    var keycloak = new Keycloak(builder.start(), "http://127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
    keycloak.awaitReady();
    return keycloak;
  }

  private void awaitReady() {
    var visitor = new Visitor(root);
    Pause.until(
        "Keycloak is ready",
        PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("Keycloak has ended by itself: see its console.log");
          }
          try {
            return visitor.visit(issuer() + "/.well-known/openid-configuration").status() == 200;
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
  }

  String issuer() {
    return root + "/realms/clinic";
  }

  @Override
  public void close() {
    // While it starts it ignores requests to end, and would keep its database locked.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
