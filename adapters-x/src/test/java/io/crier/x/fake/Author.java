package io.crier.x.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;

/** Somebody with an account on the pretended X. */
final class Author {

  final XUserId id;
  volatile String username;
  volatile XAccountState state;

  Author(XUserId id, String username, XAccountState state) {
    this.id = id;
    this.username = username;
    this.state = state;
  }

  boolean isCalled(String name) {
    return username.equalsIgnoreCase(name);
  }

  boolean isSeen() {
    return state == XAccountState.ACTIVE || state == XAccountState.PROTECTED;
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", Long.toString(id.value()))
        .put("username", username)
        .put("name", "The one called " + username)
        .put("profile_image_url", "https://pbs.twimg.com/profile_images/" + id.value() + ".jpg")
        .put("protected", state == XAccountState.PROTECTED);
  }
}
