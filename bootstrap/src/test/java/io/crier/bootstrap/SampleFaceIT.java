package io.crier.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.crier.rest.sample.SampleFace;
import io.crier.rest.sample.SampleResource;
import io.crier.rest.sample.SwitchedOffFace;
import io.crier.rest.sample.SwitchedOffResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A face is added by a package of its own and its name in {@code crier.faces}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SampleFaceIT {

  @ArquillianResource private URI root;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.scanned(
        "crier.faces=v1,sample",
        SampleFace.class,
        SampleResource.class,
        SwitchedOffFace.class,
        SwitchedOffResource.class);
  }

  @Test
  void readsTheKeyWhereTheFaceExpectsIt() throws Exception {
    var account = Api.operator(root).newAccount("Blue Door Clinic");

    var answer = send(request("/sample/whoami").header("apikey", account.key()));

    assertThat(answer.body()).isEqualTo("OK Blue Door Clinic");
    assertThat(answer.headers().firstValue("Left")).hasValue("4");
    assertThat(answer.headers().firstValue("X-RateLimit-Limit")).isEmpty();
  }

  @Test
  void rendersRefusalsAsTheFaceDoes() throws Exception {
    var key = Api.operator(root).newAccount("Blue Door Clinic").key();

    var withoutKey = send(request("/sample/whoami").header("Authorization", "Bearer " + key));
    var unknown =
        send(request("/sample/nothing").header("apikey", key).header("trace", "trace-42"));

    assertRefused(withoutKey, 403, "missing_authorization");
    assertRefused(unknown, 404, "not_found");
    assertThat(unknown.headers().firstValue("trace")).hasValue("trace-42");
  }

  @Test
  void keepsTheLimitsOfTheFace() throws Exception {
    var key = Api.operator(root).newAccount("Blue Door Clinic").key();
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 6; i++) {
      statuses.add(send(request("/sample/whoami").header("apikey", key)).statusCode());
    }
    var other = Api.operator(root).newAccount("Red Door Clinic").key();
    var tooLarge =
        send(
            request("/sample/echo")
                .header("apikey", other)
                .POST(BodyPublishers.ofString("x".repeat(101))));

    assertThat(statuses).containsExactly(200, 200, 200, 200, 200, 429);
    assertRefused(tooLarge, 413, "body_too_large");
  }

  @Test
  void asksNoKeyWhereTheFaceNeedsNone() throws Exception {
    assertThat(send(request("/sample/open?unknown=1")).body()).isEqualTo("OK");
  }

  @Test
  void announcesTheEndOfDeprecatedOperations() throws Exception {
    var key = Api.operator(root).newAccount("Blue Door Clinic").key();

    var answer = send(request("/sample/old").header("apikey", key));

    assertThat(answer.headers().firstValue("Deprecation")).hasValue("@1769817600");
    assertThat(answer.headers().firstValue("Sunset")).hasValue("Mon, 01 Feb 2027 00:00:00 GMT");
    var operation = Api.operator(root).get("/openapi?format=json").at("/paths/~1sample~1old/get");
    assertThat(operation.at("/deprecated").asBoolean()).isTrue();
    assertThat(operation.at("/responses/200/headers").fieldNames())
        .toIterable()
        .contains("Deprecation", "Sunset");
  }

  @Test
  void servesNothingOfADisabledFace() throws Exception {
    for (var path :
        List.of("/switched-off/open", "/wapi/healthz", "/wapi/openapi.yaml", "/wapi/api/status")) {
      assertThat(send(request(path)).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void describesTheFacesThatAreSwitchedOn() {
    var document = Api.operator(root).get("/openapi?format=json").is(200);

    assertThat(document.at("/paths/~1sample~1open/get/tags/0").asText())
        .isEqualTo("A sample of a face");
    assertThat(document.at("/paths/~1sample~1open/get/responses").fieldNames())
        .toIterable()
        .containsExactly("200");
    assertThat(document.at("/paths/~1v1~1account/get/responses/429").isMissingNode()).isFalse();
    assertThat(document.text()).doesNotContain("switched-off", "Switched off");
  }

  @Test
  void keepsTheRulesOfTheBuild() {
    var sample = new ClassFileImporter().importPackagesOf(SampleFace.class);

    ArchitectureTest.restDependsOnNoOtherAdapter.check(sample);
    ArchitectureTest.facesUseNoPorts.check(sample);
    ArchitectureTest.facesDoNotDependOnEachOther.check(sample);
    ArchitectureTest.resourcesPassAnActorToUseCases.check(sample);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(answer.body()).isEqualTo("ERR " + code);
    assertThat(answer.headers().firstValue("trace")).isPresent();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root.resolve("/") + path.substring(1)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
