package io.crier.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Duration;

/** Stores durations as milliseconds. */
@Converter(autoApply = true)
public class DurationConverter implements AttributeConverter<Duration, Long> {

  @Override
  public Long convertToDatabaseColumn(Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  @Override
  public Duration convertToEntityAttribute(Long column) {
    return column == null ? null : Duration.ofMillis(column);
  }
}
