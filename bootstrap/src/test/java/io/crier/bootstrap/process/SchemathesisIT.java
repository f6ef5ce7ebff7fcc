package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * The server does what its OpenAPI document says: every operation, called by Schemathesis, which
 * knows the document only. What it leaves out is in {@code src/test/schemathesis}, with reasons;
 * {@code CONTRIBUTING.md} describes the long form.
 */
class SchemathesisIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  /** Phases that take about the same time. */
  private static final List<String> PARALLEL = List.of("coverage", "examples,fuzzing,stateful");

  @Test
  void doesWhatItsDocumentSays() throws Exception {
    assumeTrue(
        Schemathesis.canBeInstalled(),
        "Schemathesis is not run: there is no Python 3.10 or newer with venv here");
    var home = new Crier.Home(WLP.resolveSibling("schemathesis"));
    home.forget();
    Files.createDirectories(home.path());
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    settings.put("CRIER_OUTBOUND_ALLOW", "127.0.0.0/8");
    settings.put("CRIER_X_BASE_URL", "http://127.0.0.1:9");
    settings.put("CRIER_X_BEARER_TOKEN", "fake-token");
    settings.put("CRIER_HTTP_TRUSTED_PROXIES", "127.0.0.0/8");
    settings.put("CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE", "100000000");
    settings.put("CRIER_WAPI_REQUESTS", "100000000");
    try (var crier = new Crier(WLP, home, settings)) {
      crier.start();
      crier.awaitReady();
      var operator = Tenant.firstOf(crier, home);
      var schemathesis = Schemathesis.in(Path.of("target/schemathesis"));
      var options =
          List.of(
              "--max-examples",
              System.getProperty("schemathesis.examples", "5"),
              "--seed",
              System.getProperty("schemathesis.seed", "1"));
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var reports =
            PARALLEL.stream()
                .map(it -> threads.submit(() -> schemathesis.run(operator, it, options)))
                .toList();
        for (var each : reports) {
          var report = each.get();
          System.out.println(report.text().replaceFirst("(?s).*?(?==+ SUMMARY =+)", ""));
          assertThat(report.passed()).as("%s", report.text()).isTrue();
        }
      }
    }
  }
}
