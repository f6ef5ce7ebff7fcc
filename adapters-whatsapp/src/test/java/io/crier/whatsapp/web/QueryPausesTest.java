package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long the side process asks WhatsApp nothing after too many queries. */
class QueryPausesTest {

  @Test
  void growUntilAQueryIsAnswered() throws Exception {
    assertThat(SideProcessScript.run("limit-queries.mjs"))
        .isEqualToIgnoringNewLines(
            "{\"pauses\":[30,60,120,240,480,960,1920,3600,3600,0,30],\"queries\":11}");
  }
}
