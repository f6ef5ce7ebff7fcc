package io.crier.persistence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.calls.CallId;
import io.crier.domain.labels.LabelId;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Function;

/**
 * Converts domain records to and from the JSON stored in columns. JSON written by earlier versions
 * of Crier must stay readable: optional fields may be added and fields may be removed, but no field
 * changes its meaning.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), valueObjects())
          .addMixIn(Content.class, TypedContent.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** Writes a value whose JSON names its subtype, such as {@link Content}. */
  public static <T> String write(T value, Class<T> as) {
    try {
      return MAPPER.writerFor(as).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + as, e);
    }
  }

  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      // Without the cause: Jackson quotes the JSON, which may be private.
      throw new IllegalStateException("not the JSON of a " + type.getSimpleName());
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.Media.class, name = "media"),
    @JsonSubTypes.Type(value = MissingMedia.class, name = "missing_media"),
    @JsonSubTypes.Type(value = Content.Location.class, name = "location"),
    @JsonSubTypes.Type(value = Content.ContactCard.class, name = "contact"),
    @JsonSubTypes.Type(value = Content.Reaction.class, name = "reaction"),
    @JsonSubTypes.Type(value = Change.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = Change.Deletion.class, name = "deletion"),
    @JsonSubTypes.Type(value = Poll.class, name = "poll"),
    @JsonSubTypes.Type(value = Menu.class, name = "menu"),
    @JsonSubTypes.Type(value = MessageTemplate.class, name = "template"),
    @JsonSubTypes.Type(value = Content.Interactive.class, name = "interactive"),
    @JsonSubTypes.Type(value = Unavailable.class, name = "unavailable"),
    @JsonSubTypes.Type(value = Content.Unsupported.class, name = "unsupported")
  })
  private interface TypedContent {}

  private static SimpleModule valueObjects() {
    var module = new SimpleModule();
    asUuid(module, AccountId.class, AccountId::value, AccountId::new);
    asUuid(module, SessionId.class, SessionId::value, SessionId::new);
    asUuid(module, MessageId.class, MessageId::value, MessageId::new);
    asUuid(module, WebhookId.class, WebhookId::value, WebhookId::new);
    asUuid(module, MediaId.class, MediaId::value, MediaId::new);
    asText(module, CallId.class, CallId::value, CallId::new);
    asText(module, LabelId.class, LabelId::value, LabelId::new);
    asText(module, WhatsAppId.class, WhatsAppId::value, WhatsAppId::new);
    asText(
        module,
        XUserId.class,
        id -> Long.toString(id.value()),
        id -> new XUserId(Long.parseLong(id)));
    asText(module, XUsername.class, XUsername::value, XUsername::new);
    asText(module, Address.class, Address::value, Address::new);
    asText(module, PhoneNumber.class, PhoneNumber::value, PhoneNumber::new);
    asText(module, Recipient.class, Recipient::text, Recipient::parseAny);
    asText(module, Recipient.Group.class, Recipient.Group::text, Recipient.Group::new);
    asText(module, Metadata.class, Metadata::json, Metadata::new);
    return module;
  }

  private static <T> void asUuid(
      SimpleModule module, Class<T> type, Function<T, UUID> write, Function<UUID, T> read) {
    asText(module, type, write.andThen(UUID::toString), read.compose(UUID::fromString));
  }

  private static <T> void asText(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<>(type) {
          @Override
          public void serialize(T value, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<>(type) {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return read.apply(in.getText());
          }
        });
  }
}
