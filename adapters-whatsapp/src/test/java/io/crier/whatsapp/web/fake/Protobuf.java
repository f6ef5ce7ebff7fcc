package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Protocol Buffers message without a schema: fields have only numbers. */
final class Protobuf {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private record Field(int number, int wireType, long value, byte[] bytes) {}

  private final List<Field> fields = new ArrayList<>();

  static Protobuf read(byte[] encoded) {
    var message = new Protobuf();
    var in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (in.hasRemaining()) {
        message.readField(in);
      }
    } catch (BufferUnderflowException e) {
      throw new UnreadableException("a message that ends too early", e);
    }
    return message;
  }

  private void readField(ByteBuffer in) {
    var key = (int) varint(in);
    var wireType = key & 7;
    switch (wireType) {
      case VARINT -> fields.add(new Field(key >>> 3, wireType, varint(in), Crypto.NOTHING));
      case FIXED64 -> fields.add(new Field(key >>> 3, wireType, in.getLong(), Crypto.NOTHING));
      case FIXED32 -> fields.add(new Field(key >>> 3, wireType, in.getInt(), Crypto.NOTHING));
      case LENGTH_DELIMITED -> {
        var length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        var bytes = new byte[(int) length];
        in.get(bytes);
        fields.add(new Field(key >>> 3, wireType, 0, bytes));
      }
      default -> throw new UnreadableException("wire type " + wireType);
    }
  }

  private static long varint(ByteBuffer in) {
    var value = 0L;
    for (var shift = 0; shift < 64; shift += 7) {
      var next = in.get();
      value |= (next & 127L) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new UnreadableException("a varint that is too long");
  }

  Protobuf with(int field, long value) {
    fields.add(new Field(field, VARINT, value, Crypto.NOTHING));
    return this;
  }

  Protobuf with(int field, double value) {
    fields.add(new Field(field, FIXED64, Double.doubleToRawLongBits(value), Crypto.NOTHING));
    return this;
  }

  Protobuf with(int field, byte[] bytes) {
    fields.add(new Field(field, LENGTH_DELIMITED, 0, bytes));
    return this;
  }

  Protobuf with(int field, String text) {
    return with(field, text.getBytes(UTF_8));
  }

  Protobuf with(int field, Protobuf message) {
    return with(field, message.encoded());
  }

  byte[] encoded() {
    var out = new ByteArrayOutputStream();
    for (var field : fields) {
      varint(out, (long) field.number() << 3 | field.wireType());
      switch (field.wireType()) {
        case VARINT -> varint(out, field.value());
        case LENGTH_DELIMITED -> {
          varint(out, field.bytes().length);
          out.writeBytes(field.bytes());
        }
        default -> littleEndian(out, field.value(), field.wireType() == FIXED64 ? 8 : 4);
      }
    }
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    var rest = value;
    while ((rest & ~127L) != 0) {
      out.write((int) (rest & 127 | 128));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void littleEndian(ByteArrayOutputStream out, long value, int length) {
    for (var i = 0; i < length; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }

  boolean has(int field) {
    return fields.stream().anyMatch(each -> each.number() == field);
  }

  long number(int field) {
    return last(field).map(Field::value).orElse(0L);
  }

  double decimal(int field) {
    return Double.longBitsToDouble(number(field));
  }

  byte[] bytes(int field) {
    return last(field).map(Field::bytes).orElse(Crypto.NOTHING);
  }

  String text(int field) {
    return new String(bytes(field), UTF_8);
  }

  List<String> texts(int field) {
    return fields.stream()
        .filter(each -> each.number() == field)
        .map(each -> new String(each.bytes(), UTF_8))
        .toList();
  }

  /** All values of a repeated field. */
  List<byte[]> all(int field) {
    return fields.stream().filter(each -> each.number() == field).map(Field::bytes).toList();
  }

  Protobuf message(int field) {
    return read(bytes(field));
  }

  private Optional<Field> last(int field) {
    return fields.stream().filter(each -> each.number() == field).reduce((earlier, later) -> later);
  }
}
