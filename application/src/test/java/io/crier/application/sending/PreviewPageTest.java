package io.crier.application.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewPageTest {

  @Test
  void readsWhatAPageSaysForPreviews() {
    var page =
        new PreviewPage(
            """
            <html><head><title>Door 7</title>
            <META content='Open &amp; warm,
              all day' property="og:description">
            <meta property="og:title" content="Blue &quot;Door&quot; &#39;Clinic&#x27;"/>
            """);

    assertThat(page.title()).hasValue("Blue \"Door\" 'Clinic'");
    assertThat(page.description()).hasValue("Open & warm, all day");
  }

  @Test
  void readsTheTitleAndDescriptionOtherwise() {
    var page =
        new PreviewPage(
            "<title lang=en> Door\n7 </title><meta name=\"Description\" content=\"Open\">");

    assertThat(page.title()).hasValue("Door 7");
    assertThat(page.description()).hasValue("Open");
  }

  @Test
  void readsNothingElsewhere() {
    var page = new PreviewPage("<p>Door</p><meta charset=utf-8><title></title>");

    assertThat(page.title()).isEmpty();
    assertThat(page.description()).isEmpty();
  }

  @Test
  void survivesHostilePages() {
    var hostile =
        new PreviewPage(
            "<meta ".repeat(20_000)
                + "<meta "
                + "a".repeat(100_000)
                + "<meta content=\"&#9999999;&#xFFFFFF;&bogus;\" name=description>"
                + "<title".repeat(20_000));

    assertThat(hostile.title()).isEmpty();
  }
}
