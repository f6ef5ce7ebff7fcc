package io.crier.whatsapp.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** In which order the side process receives what arrives together. */
class ReceivedOrderTest {

  @Test
  void isThatOfArrivalWhenAnEarlierMessageTakesLonger() throws Exception {
    assertThat(SideProcessScript.run("receive-in-order.mjs"))
        .isEqualToIgnoringNewLines("first failing last");
  }
}
