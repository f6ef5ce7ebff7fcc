package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlowBodiesTest {

  @ParameterizedTest
  @ValueSource(strings = {"/v1/messages", "/v1/phones/+966501234567/verify", "/v1/account/"})
  void dispatchesPlainPathsAgain(String path) {
    assertThat(SlowBodies.canBeDispatched(path, null)).isTrue();
    assertThat(SlowBodies.canBeDispatched(path, "limit=1&peer=+966501234567")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/v1/ ", "/v1/[]", "/v1/{}", "/v1/%", "/v1//x", "/v1/../x", "/v1/;x", "/v1/é"})
  void keepsTheThreadOfPathsThatAreNoUrl(String path) {
    assertThat(SlowBodies.canBeDispatched(path, null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20=%20", "%25=%25", "a=[]", "a=é"})
  void keepsTheThreadOfQueriesThatNeedDecoding(String query) {
    assertThat(SlowBodies.canBeDispatched("/v1/messages", query)).isFalse();
  }
}
