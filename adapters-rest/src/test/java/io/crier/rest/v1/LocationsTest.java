package io.crier.rest.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocationsTest {

  @Test
  void isAPathWhileThePublicUrlIsUnknown() {
    assertThat(new Locations(Optional.empty()).of("/v1/sessions/1")).isEqualTo("/v1/sessions/1");
  }

  @Test
  void isBelowThePublicUrl() {
    var locations = new Locations(Optional.of("https://api.example.com/crier/"));

    assertThat(locations.of("/v1/sessions/1"))
        .isEqualTo("https://api.example.com/crier/v1/sessions/1");
  }

  @Test
  void takesIdsFromTheBody() {
    var body = Json.read("{\"id\": \"1\", \"account\": {\"id\": \"2\"}, \"number\": \"+34\"}");

    assertThat(LocationFilter.path("/v1/sessions/{id}", body)).isEqualTo("/v1/sessions/1");
    assertThat(LocationFilter.path("/v1/operator/accounts/{account/id}", body))
        .isEqualTo("/v1/operator/accounts/2");
    assertThat(LocationFilter.path("/v1/phones/{number}", body)).isEqualTo("/v1/phones/+34");
  }
}
