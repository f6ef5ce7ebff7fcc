package io.crier.bootstrap.hostile;

import java.util.List;
import java.util.stream.Stream;

/** Values that have broken some server before, as JSON and as plain text. */
final class HostileValues {

  private static final String LONG = "x".repeat(1_000_000);

  /** As they stand in a body; some are no JSON. */
  static final List<String> JSON =
      List.of(
          // halves of surrogate pairs, NUL, controls, bidi, invisible, combining
          "\"\\ud83d\"",
          "\"a\\udc00\"",
          "\"\\udc00\\ud83d\"",
          "\"\\u0000\"",
          "\"a\\u0000b\"",
          "\"\\u0001\\u001f\\u007f\"",
          "\"a\\r\\nX-Injected: 1\"",
          "\"\\u202e\\u2066abc\"",
          "\"\\ufeff\\u200b\"",
          "\"\\u2028\\u2029\"",
          "\"\\uffff\\ufffe\"",
          "\"" + "e\\u0301".repeat(50) + "\"",
          // lengths
          "\"\"",
          "\" \"",
          "\"\\t\\n\"",
          "\"" + "x".repeat(101) + "\"",
          "\"" + "\\ud83d\\ude00".repeat(100) + "\"",
          "\"" + "\\ud83d\\ude00".repeat(4_096) + "\"",
          "\"" + "x".repeat(4_097) + "\"",
          "\"" + LONG + "\"",
          // numbers
          "0",
          "-0",
          "-1",
          "1.5",
          "1e400",
          "-1e-400",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "1" + "0".repeat(50),
          "NaN",
          // times
          "\"0000-01-01T00:00:00Z\"",
          "\"0001-01-01T00:00:00+18:00\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"-999999999-01-01T00:00:00Z\"",
          "\"1999-12-31T23:59:59Z\"",
          "\"2199-12-31T23:59:59.999999999Z\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"2026-01-31\"",
          // types
          "null",
          "true",
          "[]",
          "{}",
          "[null]",
          "{\"a\": null}",
          "{\"a\": 1, \"a\": 2}",
          "{\"\\u0000\": \"\\u0000\"}",
          "{\"a\": \"\\ud83d\"}",
          "[\"\\u0000\", \"\\ud83d\"]",
          "[".repeat(40) + "]".repeat(40),
          "{\"a\":".repeat(40) + "1" + "}".repeat(40),
          // what other programs read something into
          "\"'; drop table message; --\"",
          "\"%00%0d%0a\"",
          "\"../../../../etc/passwd\"",
          "\"${jndi:ldap://127.0.0.1/a}\"",
          "\"{code} {minutes} %s %n\"",
          "\"http://[::1\"",
          "\"file:///etc/passwd\"",
          "\"http://127.0.0.1:1/\\ud83d\"",
          "\"+966\"",
          "\"+9665012345678901234567890\"",
          "\"\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"");

  /** As they stand in a path or a query, percent-encoded. */
  static final List<String> ENCODED =
      List.of(
          "%00",
          "a%00b",
          "%ED%A0%BD",
          "%FF%FE",
          "%C0%AF",
          "%0D%0AX-Injected:1",
          "%E2%80%AE",
          "%20",
          "+",
          "%2B",
          "%25",
          "%2F",
          "..%2F..",
          "%F0%9F%98%80",
          "x".repeat(101),
          "x".repeat(3_000),
          "0",
          "-1",
          "1.5",
          "201",
          "2147483648",
          "9223372036854775808",
          "0000-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "%2B999999999-12-31T23:59:59Z",
          "1999-12-31T23:59:59Z",
          "2199-12-31T23:59:59.999999999Z",
          "2026-02-30T00:00:00Z",
          "null",
          "true",
          "%5B%5D",
          "%7B%7D",
          "'%3B%20drop%20table%20message%3B%20--",
          "%24%7Bjndi%3Aldap%3A%2F%2F127.0.0.1%2Fa%7D",
          "%2B966",
          "%2B9665012345678901234567890",
          "%D9%A1%D9%A2%D9%A3",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "a,b,,c");

  /** As they stand in a header, as far as an HTTP client lets them through. */
  static final List<String> HEADERS =
      List.of(
          "",
          " ",
          "\t,\t;",
          "\u00ff\u00fe",
          "\u00c3\u0028",
          "\"",
          "W/\"",
          "*",
          "*/*;q=abc",
          ",,,",
          "x".repeat(256),
          "x".repeat(5_000),
          "0",
          "-1",
          "18446744073709551616",
          "bytes=0-",
          "bytes=9223372036854775807-9223372036854775808",
          "bytes=-0,-1,0-0,5-4",
          "wait=",
          "wait=-1",
          "wait=1e9",
          "wait=99999999999999999999",
          "%00%0d%0a",
          "${jndi:ldap://127.0.0.1/a}",
          "Thu, 32 Foo 9999 25:61:61 GMT",
          "multipart/form-data; boundary=",
          "application/json; charset=utf-7",
          "application/json; charset=\"");

  private HostileValues() {}

  /** All that are not a megabyte long, for requests that have more than one of them. */
  static List<String> shortJson() {
    return JSON.stream().filter(value -> value.length() < LONG.length()).toList();
  }

  static Stream<String> encoded() {
    return ENCODED.stream();
  }
}
