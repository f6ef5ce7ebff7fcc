package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

  static class Paged {
    @QueryParam("limit")
    String limit;
  }

  static class Wanted extends Paged {
    @QueryParam("from")
    String from;
  }

  static class Resource {
    @QueryParam("view")
    String view;

    void list(
        @PathParam("id") String id,
        @QueryParam("tag") List<String> tags,
        @BeanParam Wanted wanted) {}
  }

  private static final Map<String, Class<?>> DECLARED =
      QueryParameters.declaredBy(Resource.class.getDeclaredMethods()[0]);

  @Test
  void findsTheParametersOfAMethodItsClassAndItsBeans() {
    assertThat(DECLARED)
        .containsOnlyKeys("from", "limit", "tag", "view")
        .containsEntry("tag", List.class);
  }

  @Test
  void rejectsUndeclaredParameters() {
    assertThatThrownBy(() -> check("form", "x"))
        .hasMessage("form: unknown query parameter; known parameters: from, limit, tag, view");
  }

  @Test
  void rejectsRepeatedParameters() {
    assertThatThrownBy(() -> check("limit", "1", "2")).hasMessage("limit: occurs 2 times");
  }

  @Test
  void acceptsRepeatedParametersOfACollection() {
    check("tag", "1", "2");
  }

  private static void check(String name, String... values) {
    var given = new MultivaluedHashMap<String, String>();
    given.put(name, List.of(values));
    QueryParameters.check(given, DECLARED);
  }
}
