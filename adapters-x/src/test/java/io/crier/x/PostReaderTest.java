package io.crier.x;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUsername;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostReaderTest {

  @Test
  void readsAPostWithoutOptionalFields() {
    var post = read("{'id': '7', 'author_id': '3', 'text': 'hello'}").orElseThrow();

    assertThat(post.root()).isEqualTo(new PostId(7));
    assertThat(post.kind()).isEqualTo(Kind.ORIGINAL);
    assertThat(post.username()).isEmpty();
  }

  @Test
  void readsOldAndNewFieldNames() {
    var withOldNames =
        read(
            "{'id': '7', 'author_id': '3', 'text': 'cut…', 'note_tweet': {'text':"
                + " 'whole'},'edit_history_tweet_ids': ['5', '7'], 'referenced_tweets': [{'type':"
                + " 'quoted'}]}");
    var withNewNames =
        read(
            "{'id': '7', 'author_id': '3', 'text': 'cut…', 'note_post': {'text': 'whole'},"
                + "'edit_history_post_ids': ['5', '7'], 'referenced_posts': [{'type': 'quoted'}]}");

    assertThat(withOldNames).isEqualTo(withNewNames);
    assertThat(withNewNames.orElseThrow().text()).isEqualTo("whole");
    assertThat(withNewNames.orElseThrow().root()).isEqualTo(new PostId(5));
    assertThat(withNewNames.orElseThrow().kind()).isEqualTo(Kind.QUOTE);
  }

  @Test
  void unescapesText() {
    assertThat(read("{'id': '7', 'author_id': '3', 'text': '1 &lt; 2 &amp;&amp; &amp;lt;'}"))
        .hasValueSatisfying(post -> assertThat(post.text()).isEqualTo("1 < 2 && &lt;"));
  }

  @Test
  void readsReplyToOwnPostAsThread() {
    var answer =
        "{'id': '7', 'author_id': '3', 'text': '', 'in_reply_to_user_id': '%s',"
            + "'referenced_tweets': [{'type': 'quoted'}, {'type': 'replied_to'}]}";

    assertThat(read(answer.formatted("3")).orElseThrow().kind()).isEqualTo(Kind.THREAD);
    assertThat(read(answer.formatted("4")).orElseThrow().kind()).isEqualTo(Kind.REPLY);
  }

  @Test
  void findsTheUsernameInPostOrIncludes() {
    var inPost = read("{'id': '7', 'author_id': '3', 'text': '', 'username': 'ada'}");
    var inIncludes =
        PostReader.read(
            json("{'id': '7', 'author_id': '3', 'text': ''}"),
            json("{'users': [{'id': '4', 'username': 'bob'}, {'id': '3', 'username': 'ada'}]}"));

    assertThat(inPost).flatMap(Post::username).contains(new XUsername("ada"));
    assertThat(inIncludes).flatMap(Post::username).contains(new XUsername("ada"));
  }

  @Test
  void rejectsAPostWithoutId() {
    assertThat(read("{'author_id': '3', 'text': ''}")).isEmpty();
    assertThat(read("{'id': '7', 'text': ''}")).isEmpty();
    assertThat(read("{'id': '99999999999999999999', 'author_id': '3'}")).isEmpty();
    assertThat(PostReader.read(MissingNode.getInstance(), MissingNode.getInstance())).isEmpty();
  }

  private static Optional<Post> read(String json) {
    return PostReader.read(json(json), MissingNode.getInstance());
  }

  private static JsonNode json(String json) {
    try {
      return new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
