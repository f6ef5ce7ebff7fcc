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

    for (var path : List.of("/wapi/healthz", "/wapi/openapi.yaml", "/wapi/api/status")) {
      operator.get(path).is(404);
    }
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
