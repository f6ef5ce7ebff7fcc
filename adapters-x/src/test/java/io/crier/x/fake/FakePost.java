package io.crier.x.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.PostId;
import java.util.List;
import java.util.Optional;

/**
 * A post on the fake X.
 *
 * @param history the ids of all versions, oldest first and this one last
 * @param repliedTo the author of the post that it replies to
 */
record FakePost(
    PostId id,
    FakeAuthor author,
    String text,
    List<Reference> references,
    List<PostId> history,
    Optional<FakeAuthor> repliedTo) {

  private static final int MAX_SHORT_TEXT = 280;

  boolean is(String type) {
    return references.stream().anyMatch(it -> it.type().equals(type));
  }

  boolean isReplyToOthers() {
    return is("replied_to") && repliedTo.filter(author::equals).isEmpty();
  }

  ObjectNode json(FieldNames names) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", Long.toString(id.value()))
            .put("author_id", Long.toString(author.id.value()))
            .put("created_at", id.madeAt().toString())
            .put(
                "text",
                escaped(
                    text.length() > MAX_SHORT_TEXT
                        ? text.substring(0, MAX_SHORT_TEXT - 1) + "…"
                        : text));
    if (text.length() > MAX_SHORT_TEXT) {
      json.putObject(names.note).put("text", escaped(text));
    }
    var versions = json.putArray(names.history);
    history.forEach(version -> versions.add(Long.toString(version.value())));
    if (!references.isEmpty()) {
      var referenced = json.putArray(names.references);
      for (var reference : references) {
        referenced
            .addObject()
            .put("type", reference.type())
            .put("id", Long.toString(reference.post().value()));
      }
    }
    repliedTo.ifPresent(it -> json.put("in_reply_to_user_id", Long.toString(it.id.value())));
    if (names == FieldNames.POSTS) {
      json.put("username", author.username);
    }
    return json;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
