package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

  @TempDir Path folder;

  @Test
  void rejectsH2WithDelayedWrites() {
    assertThatThrownBy(() -> Schema.migrate(file("")))
        .hasMessage("on H2, commits are durable only with WRITE_DELAY=0");
    assertThatThrownBy(() -> Schema.migrate(file(";WRITE_DELAY=10")))
        .hasMessage("on H2, commits are durable only with WRITE_DELAY=0");
  }

  @Test
  void migratesADurableH2FileOnce() {
    assertThatCode(() -> Schema.migrate(file(";WRITE_DELAY=0"))).doesNotThrowAnyException();
    assertThatCode(() -> Schema.migrate(file(";WRITE_DELAY=0"))).doesNotThrowAnyException();
  }

  private JdbcDataSource file(String settings) {
    var h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:file:" + folder.resolve("crier") + settings);
    return h2;
  }
}
