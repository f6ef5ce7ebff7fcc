package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server with two of its faces. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class DisabledFacesIT {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.configured("crier.faces=v1,wallm\n");
  }

  @Test
  void servesNothingOfThem() {
    var operator = Api.operator(root);

    for (var path :
        List.of(
            "/wapi/healthz",
            "/wapi/openapi.yaml",
            "/wapi/api/status",
            "/aulm/openapi.yaml",
            "/aulm/v1/sessions/01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a/status",
            "/walytic/openapi.yaml",
            "/wallawhats/openapi.yaml",
            "/wallawhats/user/profile")) {
      operator.get(path).is(404);
    }
    operator.post("/walytic/v1/messages", "{}").is(404);
  }

  @Test
  void servesTheOthers() {
    var operator = Api.operator(root);

    operator.get("/wallm/openapi.yaml").is(200);
    operator.get("/wallm/v1/account").is(200);
  }

  @Test
  void describesOnlyTheEnabledOnes() {
    var document = Api.operator(root).get("/openapi?format=json").is(200);

    assertThat(document.at("/paths").fieldNames())
        .toIterable()
        .anyMatch(path -> path.startsWith("/v1/"))
        .anyMatch(path -> path.startsWith("/wallm/"))
        .noneMatch(path -> path.startsWith("/wapi/") || path.startsWith("/aulm/"));
    assertThat(document.at("/tags").findValuesAsText("name"))
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("wapi"));
  }
}
