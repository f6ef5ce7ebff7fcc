package io.crier.bootstrap;

import static io.crier.bootstrap.Deployments.inContainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.annotation.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class ServerIT {

  private static final String LOCK = "lock table event_counter in exclusive mode";

  @Resource(lookup = "jdbc/crier", shareable = false)
  private DataSource database;

  @ArquillianResource private URI root;

  @Deployment
  static WebArchive deployment() {
    return inContainer();
  }

  @Test
  void usesConfiguredDatabase() throws SQLException {
    var asked = System.getenv().getOrDefault("CRIER_DB_URL", "jdbc:h2:");

    try (var connection = database.getConnection()) {
      assertThat(connection.getMetaData().getURL()).startsWith(asked);
    }
  }

  /** A frozen process neither goes on with its transaction nor closes its connection. */
  @Test
  void takesTheRowsOfAFrozenTransactionFromIt() throws SQLException {
    try (var other = database.getConnection()) {
      if (!other.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
        return;
      }
      other.setAutoCommit(false);
      var frozen = database.getConnection();
      frozen.setAutoCommit(false);
      execute(frozen, LOCK);

      execute(other, LOCK);

      assertThatThrownBy(() -> execute(frozen, LOCK)).isInstanceOf(SQLException.class);
      other.rollback();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  @RunAsClient
  void answersReadiness() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  @RunAsClient
  void servesOpenApi() throws Exception {
    var served = (ObjectNode) OpenApi.readYaml(get("/openapi").body());
    var committed = (ObjectNode) OpenApi.DOCUMENT.deepCopy();

    assertThat(served.at("/servers/0/url").asText() + "/").isEqualTo(root.resolve("/").toString());
    assertThat(served.without("servers").equals(committed.without("servers"))).isTrue();
    assertThat(get("/openapi/ui/").statusCode()).isEqualTo(200);
  }

  @Test
  @RunAsClient
  void servesPrometheusMetrics() throws Exception {
    assertThat(get("/metrics").body()).contains("# TYPE");
  }

  @Test
  @RunAsClient
  void hidesServerHeaders() throws Exception {
    for (var path : List.of("/health/ready", "/health/nothing", "/nothing")) {
      assertThat(get(path).headers().map()).doesNotContainKeys("server", "x-powered-by", "$wsep");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
    }
  }
}
