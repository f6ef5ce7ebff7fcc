package io.crier.x.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;

/** An account on the fake X. */
final class FakeAuthor {

  final XUserId id;
  volatile String username;
  volatile XAccountState state;

  FakeAuthor(XUserId id, String username, XAccountState state) {
    this.id = id;
    this.username = username;
    this.state = state;
  }

  boolean isNamed(String name) {
    return username.equalsIgnoreCase(name);
  }

  boolean isVisible() {
    return state == XAccountState.ACTIVE || state == XAccountState.PROTECTED;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", Long.toString(id.value()))
        .put("username", username)
        .put("name", "Display name of " + username)
        .put("profile_image_url", "https://pbs.twimg.com/profile_images/" + id.value() + ".jpg")
        .put("protected", state == XAccountState.PROTECTED);
  }
}
