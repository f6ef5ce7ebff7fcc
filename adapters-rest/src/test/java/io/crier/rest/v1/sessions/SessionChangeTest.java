package io.crier.rest.v1.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.rest.json.BodyReader;
import io.crier.rest.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionChangeTest {

  private static final Session SESSION =
      Session.create(
          new AccountId(new UUID(0, 1)),
          "support",
          EngineName.SIMULATOR,
          Map.of("region", "sa", "colour", "green"),
          Pacing.CAREFUL,
          Instant.parse("2026-01-31T09:30:00Z"));

  @Test
  void changesNothingIfEmpty() {
    assertThat(changed("{}")).isEqualTo(SESSION);
  }

  @Test
  void keepsAbsentPacingFields() {
    var pacing = changed("{\"pacing\": {\"gap\": {\"minMs\": 100}, \"dailyCap\": 7}}").pacing();

    assertThat(pacing.gap())
        .isEqualTo(new Pacing.Gap(Duration.ofMillis(100), Duration.ofSeconds(9)));
    assertThat(pacing.dailyCap()).contains(7);
    assertThat(pacing.rest()).isEqualTo(Pacing.CAREFUL.rest());
    assertThat(pacing.typing()).isTrue();
  }

  @Test
  void switchesOffNullableFields() {
    var pacing =
        changed("{\"pacing\": {\"rest\": null, \"dailyCap\": null, \"quietHours\": null}}")
            .pacing();

    assertThat(pacing.rest()).isEmpty();
    assertThat(pacing.dailyCap()).isEmpty();
    assertThat(pacing.gap()).isEqualTo(Pacing.CAREFUL.gap());
  }

  @Test
  void readsQuietHours() {
    var change =
        "{\"pacing\": {\"quietHours\":"
            + " {\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":\"Asia/Riyadh\"}}}";

    assertThat(changed(change).pacing().quietHours())
        .contains(
            new Pacing.QuietHours(
                LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Asia/Riyadh")));
  }

  @Test
  void removesNullSettingsAndKeepsOthers() {
    assertThat(changed("{\"settings\": {\"colour\": null, \"size\": \"L\"}}").engine().settings())
        .isEqualTo(Map.of("region", "sa", "size", "L"));
    assertThat(changed("{\"settings\": null}").engine().settings()).isEmpty();
  }

  @Test
  void keepsAbsentFields() {
    assertThat(changed("{\"name\": \"sales\"}")).isEqualTo(SESSION.renamed("sales"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                     | invalid_request      | the body: expected an object
          {"engine": "web"}                                      | invalid_request      | engine: unknown field; known fields: name, pacing, settings
          {"name": 7}                                            | invalid_request      | name: expected a string
          {"name": null}                                         | invalid_session_name | name: is required
          {"pacing": null}                                       | invalid_request      | pacing: is required
          {"pacing": 5}                                          | invalid_request      | pacing: expected an object
          {"pacing": {"gap": null}}                              | invalid_request      | pacing.gap: is required
          {"pacing": {"gap": {"minMs": "1"}}}                    | invalid_request      | pacing.gap.minMs: expected a whole number
          {"pacing": {"gap": {"minMs": 9001}}}                   | invalid_pacing       | gap needs 0 <= minMs <= maxMs <= 86400000
          {"pacing": {"gap": {"maxMs": 9223372036854775808}}}    | invalid_request      | pacing.gap.maxMs: the number is out of range
          {"pacing": {"gap": {"maxMs": 9223372036854775807}}}    | invalid_pacing       | gap needs 0 <= minMs <= maxMs <= 86400000
          {"pacing": {"speed": 1}}                               | invalid_request      | pacing.speed: unknown field; known fields: allowUnpaced, dailyCap, gap, newContactsPerDay, quietHours, rest, typing
          {"pacing": {"dailyCap": 0}}                            | invalid_pacing       | dailyCap is at least 1, or null for no cap
          {"pacing": {"quietHours": {"from": "22:00"}}}          | invalid_request      | pacing.quietHours.to: is required
          {"pacing": {"quietHours": {"from": "25:00", "to": "07:00", "zone": "UTC"}}} | invalid_pacing | pacing.quietHours.from: expected a time of day such as 22:00
          {"pacing": {"quietHours": {"from": "22:00", "to": "07:00", "zone": "Mars"}}} | invalid_pacing | pacing.quietHours.zone: expected a time zone such as Asia/Riyadh
          {"settings": {"a": {"b": "c"}}}                        | invalid_request      | settings.a: expected a string
          """)
  void rejectsMismatchWithPath(String change, String code, String detail) {
    var refused = catchThrowableOfType(Refused.class, () -> changed(change));

    assertThat(refused.problem().code()).isEqualTo(code);
    assertThat(refused).hasMessage(detail);
  }

  @Test
  void mergesPacingOfNewSessionWithDefaults() {
    var request = BodyReader.read(NewSession.class, "{\"name\":\"x\",\"pacing\":{\"dailyCap\":3}}");

    assertThat(request.engineName()).isEqualTo(EngineName.SIMULATOR);
    var pacing = request.pacingOver(Pacing.NONE);
    assertThat(pacing.dailyCap()).contains(3);
    assertThat(pacing.gap()).isEqualTo(Pacing.NONE.gap());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name": "x"}
          {"name": "x", "pacing": null, "settings": null}
          """)
  void usesDefaultPacing(String body) {
    var request = BodyReader.read(NewSession.class, body);

    assertThat(request.pacingOver(Pacing.CAREFUL)).isEqualTo(Pacing.CAREFUL);
    assertThat(request.settingsOrNone()).isEmpty();
  }

  @Test
  void rejectsPacingOfNewSessionWithPath() {
    var request = BodyReader.read(NewSession.class, "{\"name\":\"x\",\"pacing\":{\"gap\":7}}");

    assertThat(catchThrowableOfType(Refused.class, () -> request.pacingOver(Pacing.NONE)))
        .hasMessage("pacing.gap: expected an object");
  }

  @Test
  void writesPacingWithNulls() {
    assertThat(Json.write(PacingForm.of(Pacing.CAREFUL)))
        .isEqualTo(
            "{\"gap\":{\"minMs\":5000,\"maxMs\":9000},"
                + "\"rest\":{\"every\":20,\"minMs\":30000,\"maxMs\":60000},\"dailyCap\":500,"
                + "\"newContactsPerDay\":null,\"typing\":true,\"quietHours\":null,"
                + "\"allowUnpaced\":false}");
  }

  private static Session changed(String change) {
    return SessionChange.apply(BodyReader.read(JsonNode.class, change), SESSION);
  }
}
