package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeprecationFilterTest {

  @Test
  void writesTheDateOfDeprecationInSeconds() {
    assertThat(DeprecationFilter.deprecationHeader("2026-01-31")).isEqualTo("@1769817600");
  }

  @Test
  void writesTheSunsetAsHttpDate() {
    assertThat(DeprecationFilter.sunsetHeader("2027-02-01"))
        .isEqualTo("Mon, 01 Feb 2027 00:00:00 GMT");
  }
}
