package io.crier.x.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.PostId;
import java.util.List;
import java.util.Optional;

/**
 * A post on the pretended X.
 *
 * @param history all versions of it, the oldest first, itself last
 * @param to whom it answers, if it does
 */
record Posted(
    PostId id,
    Author author,
    String text,
    List<Reference> references,
    List<PostId> history,
    Optional<Author> to) {

  private static final int SHORT = 280;

  boolean is(String type) {
    return references.stream().anyMatch(it -> it.type().equals(type));
  }

  boolean isReplyToOthers() {
    return is("replied_to") && to.filter(author::equals).isEmpty();
  }

  ObjectNode json(Dialect dialect) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Long.toString(id.value()))
            .put("author_id", Long.toString(author.id.value()))
            .put("created_at", id.madeAt().toString())
            .put(
                "text", escaped(text.length() > SHORT ? text.substring(0, SHORT - 1) + "…" : text));
    if (text.length() > SHORT) {
      json.putObject(dialect.note).put("text", escaped(text));
    }
    var versions = json.putArray(dialect.history);
    history.forEach(version -> versions.add(Long.toString(version.value())));
    if (!references.isEmpty()) {
      var referenced = json.putArray(dialect.references);
      for (var reference : references) {
        referenced
            .addObject()
            .put("type", reference.type())
            .put("id", Long.toString(reference.post().value()));
      }
    }
    to.ifPresent(it -> json.put("in_reply_to_user_id", Long.toString(it.id.value())));
    if (dialect == Dialect.POSTS) {
      json.put("username", author.username);
    }
    return json;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
