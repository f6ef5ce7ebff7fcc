package io.crier.rest.door;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.crier.domain.Problem;
import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  private static final JavaClasses CRIER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.crier");

  @Test
  void describesEveryResourceMethod() {
    methods()
        .that(describe("answer requests", ResourcesTest::answersRequests))
        .should()
        .beAnnotatedWith(Operation.class)
        .check(CRIER);
  }

  @Test
  void givesEachProblemItsOwnCode() {
    var codes = new ArrayList<String>();
    CRIER.stream()
        .filter(type -> type.isEnum() && type.isAssignableTo(Problem.class))
        .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
        .map(problem -> ((Problem) problem).code())
        .forEach(codes::add);
    Stream.of(HttpProblem.values()).map(HttpProblem::code).forEach(codes::add);

    assertThat(codes).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  private static boolean answersRequests(JavaMethod method) {
    return method.isMetaAnnotatedWith(HttpMethod.class);
  }
}
