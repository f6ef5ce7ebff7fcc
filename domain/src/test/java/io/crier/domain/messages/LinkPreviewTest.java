package io.crier.domain.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPreviewTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://example.com | https://example.com",
        "See http://example.com/a?b=c#d. | http://example.com/a?b=c#d",
        "(HTTPS://example.com/door) and https://example.org | HTTPS://example.com/door",
        "الباب https://example.com/door، مفتوح | https://example.com/door"
      })
  void findsTheFirstLink(String text, String url) {
    assertThat(LinkPreview.of(text)).map(LinkPreview::url).contains(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.com", "ftp://example.com", "https://", "https://?"})
  void findsNoOtherLink(String text) {
    assertThat(LinkPreview.of(text)).isEmpty();
  }

  @Test
  void cutsWhatAPageSays() {
    var preview = LinkPreview.of("https://example.com").orElseThrow();

    var read = preview.read(Optional.of("t".repeat(400)), Optional.of("\0" + "d".repeat(2_000)));

    assertThat(read.title()).hasValue("t".repeat(300));
    assertThat(read.description().orElseThrow()).hasSize(1_000).startsWith("\uFFFDd");
    assertThat(preview.read(Optional.of(" "), Optional.empty())).isEqualTo(preview);
  }
}
