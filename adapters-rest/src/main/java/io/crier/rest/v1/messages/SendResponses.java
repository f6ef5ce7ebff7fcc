package io.crier.rest.v1.messages;

import io.crier.application.AnswerOnce;
import io.crier.application.Replays.Replay;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.SendIdempotency;
import io.crier.rest.json.Json;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** Renders the response to a send request, which is stored for repeated requests. */
@Dependent
class SendResponses {

  private final MediaLinks links;

  @Inject
  SendResponses(MediaLinks links) {
    this.links = links;
  }

  SendIdempotency idempotency(AnswerOnce.KeyedRequest keyed) {
    return new SendIdempotency(
        keyed.key(),
        keyed.fingerprint(),
        accepted -> new Replay(keyed.fingerprint(), 202, json(accepted)));
  }

  String json(Acceptance.Accepted accepted) {
    return Json.write(MessageView.of(accepted, links));
  }
}
