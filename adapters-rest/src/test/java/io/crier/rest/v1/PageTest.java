package io.crier.rest.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.rest.door.Cursors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PageTest {

  private final Cursors cursors = new Cursors("the server's".getBytes(StandardCharsets.UTF_8));

  @Test
  void continuesAfterItsLastItem() {
    var page = page(new Slice<>(List.of("a", "b"), true));

    assertThat(page.items()).containsExactly("A", "B");
    assertThat(cursors.read("words", page.nextCursor())).isEqualTo("b");
  }

  @Test
  void hasNoCursorIfItIsTheLast() {
    assertThat(page(new Slice<>(List.of("a"), false)).nextCursor()).isNull();
  }

  private Page<String> page(Slice<String> slice) {
    return Page.of(cursors, "words", slice, it -> it, it -> it.toUpperCase(Locale.ROOT));
  }
}
