package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbilityTest {

  @Test
  void requiresAnAbilityForEachKindOfContent() {
    var kinds =
        MessageFixture.contents().stream()
            .filter(
                it ->
                    !(it instanceof Content.Unsupported
                        || it instanceof Unavailable
                        || it instanceof MissingMedia))
            .filter(it -> it.context().isNone())
            .toList();

    assertThat(kinds)
        .extracting(Ability::toSend)
        .containsExactly(
            Set.of(Ability.SEND_TEXT),
            Set.of(Ability.SEND_MEDIA),
            Set.of(Ability.REACT),
            Set.of(Ability.SEND_TEMPLATE),
            Set.of(Ability.EDIT),
            Set.of(Ability.REVOKE),
            Set.of(Ability.SEND_POLL),
            Set.of(Ability.SEND_BUTTONS),
            Set.of(Ability.SEND_LIST),
            Set.of(Ability.SEND_MEDIA, Ability.VIEW_ONCE),
            Set.of(Ability.SEND_TEXT, Ability.LINK_PREVIEW));
  }

  @Test
  void requiresFurtherAbilitiesForRepliesAndMentions() {
    var answer =
        MessageFixture.contents().stream().filter(it -> !it.context().isNone()).findFirst();

    assertThat(Ability.toSend(answer.orElseThrow()))
        .containsExactlyInAnyOrder(
            Ability.SEND_TEXT, Ability.REPLY, Ability.MENTION, Ability.FORWARD);
  }

  @Test
  void requiresFurtherAbilitiesForMarks() {
    assertThat(Ability.toSend(new Content.Text("x", Context.NONE.mentioningAll())))
        .containsExactlyInAnyOrder(Ability.SEND_TEXT, Ability.MENTION_ALL);
    assertThat(Ability.toSend(new Content.Text("x").forwarded()))
        .containsExactlyInAnyOrder(Ability.SEND_TEXT, Ability.FORWARD);
  }

  @Test
  void namesAbilitiesInWords() {
    assertThat(Ability.names(List.of(Ability.SEND_TEXT, Ability.REACT)))
        .isEqualTo("send text, react");
  }

  @Test
  void distinguishesImagesInWebP() {
    assertThat(Ability.toSend(image("image/webp")))
        .containsExactlyInAnyOrder(Ability.SEND_MEDIA, Ability.SEND_WEBP_IMAGE);
    assertThat(Ability.toSend(image("image/png"))).containsExactly(Ability.SEND_MEDIA);
  }

  private static Content image(String mimeType) {
    var file = MessageFixture.FILE;
    return new Content.Media(
        MediaKind.IMAGE,
        new MediaFile(file.id(), mimeType, file.size(), file.sha256()),
        Optional.empty(),
        Optional.empty(),
        Context.NONE);
  }
}
