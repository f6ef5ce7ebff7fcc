package io.crier.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.crier.application.Actor;
import io.crier.application.KnowsAFeature;
import io.crier.application.canary.NobodyKeepsThese;
import io.crier.application.canary.ReadsConfiguration;
import io.crier.application.canary.TrustsAnyActor;
import io.crier.domain.canary.KnowsUseCases;
import io.crier.domain.canary.UsesPersistence;
import io.crier.domain.canary.egg.Egg;
import io.crier.domain.canary.hen.Hen;
import io.crier.persistence.canary.AnswersRequests;
import io.crier.rest.canary.AnonymousResource;
import io.crier.rest.canary.KnowsAnotherFace;
import io.crier.rest.canary.PortsResource;
import io.crier.rest.canary.QueriesDatabase;
import io.crier.rest.canary.UsesEntityManager;
import io.crier.rest.door.canary.KnowsAFace;
import io.crier.whatsapp.canary.CallsPersistence;
import io.crier.x.canary.WatchesX;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: each rule lists what is allowed, and has a canary that breaks it. */
@AnalyzeClasses(packages = "io.crier", importOptions = ArchitectureTest.WhatShips.class)
class ArchitectureTest {

  private static final String[] PLATFORM = {
    "java..",
    "javax..",
    "jakarta.annotation..",
    "jakarta.enterprise..",
    "jakarta.inject..",
    "org.eclipse.microprofile..",
    "com.fasterxml.jackson.."
  };

  /** What all faces share. */
  private static final Set<String> SHARED = Set.of("door", "json", "outbound", "metrics", "health");

  @ArchTest
  static final ArchRule theDomainKnowsOnlyJava = onlyKnows("domain", "java..", "javax.crypto..");

  @ArchTest
  static final ArchRule theApplicationKnowsOnlyTheDomain =
      onlyKnows("application", "java..", "io.crier.domain..");

  @ArchTest
  static final ArchRule theApiKnowsNoOtherAdapter =
      adapterOnlyKnows(
          "rest",
          "jakarta.servlet..",
          "jakarta.ws.rs..",
          "org.apache.hc..",
          "io.github.bucket4j..",
          "com.github.benmanes.caffeine..",
          "com.google.zxing..");

  @ArchTest
  static final ArchRule persistenceKnowsNoOtherAdapter =
      adapterOnlyKnows(
          "persistence", "jakarta.persistence..", "jakarta.transaction..", "org.flywaydb..");

  @ArchTest
  static final ArchRule enginesKnowNoOtherAdapter = adapterOnlyKnows("whatsapp", "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule sourcesOfPostsKnowNoOtherAdapter =
      adapterOnlyKnows("x", "org.w3c.dom..", "org.xml.sax..");

  @ArchTest
  static final ArchRule requestsEnterThroughUseCasesNotPorts =
      noClasses()
          .that(describe("belong to a face", type -> face(type).isPresent()))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.crier.application..").and(topLevelInterfaces()));

  @ArchTest
  static final ArchRule facesKnowTheDoorButNotEachOther =
      noClasses().that().resideInAPackage("io.crier.rest..").should(dependOnAnotherFace());

  @ArchTest
  static final ArchRule useCasesCheckTheirActor =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.crier.application..")
          .and(describe("take an actor", ArchitectureTest::takesAnActor))
          .should(checkTheActor());

  @ArchTest
  static final ArchRule resourcesAskUseCasesInTheNameOfAnActor =
      classes()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .and()
          .resideInAPackage("io.crier.rest..")
          .should(nameTheActor());

  @ArchTest
  static final ArchRule everyPortIsAlsoKeptInMemory =
      classes()
          .that()
          .resideInAPackage("io.crier.application..")
          .and(topLevelInterfaces())
          .should(haveAnInMemoryImplementation());

  @ArchTest static final ArchRule featuresOfTheDomainAreFreeOfCycles = freeOfCycles("domain");

  @ArchTest
  static final ArchRule featuresOfTheApplicationAreFreeOfCycles = freeOfCycles("application");

  @ArchTest static final ArchRule rowsAreFreeOfCycles = freeOfCycles("persistence");

  @ArchTest static final ArchRule featuresOfV1AreFreeOfCycles = freeOfCycles("rest.v1");

  @ArchTest static final ArchRule enginesAreFreeOfCycles = freeOfCycles("whatsapp");

  @ArchTest static final ArchRule sourcesOfPostsAreFreeOfCycles = freeOfCycles("x");

  @ArchTest
  static final ArchRule whatFeaturesOfTheApplicationShareKnowsNoneOfThem =
      noClasses()
          .that()
          .resideInAPackage("io.crier.application")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.crier.application.*..");

  @Test
  void theRulesBite() {
    assertBites(theDomainKnowsOnlyJava, UsesPersistence.class);
    assertBites(theDomainKnowsOnlyJava, KnowsUseCases.class);
    assertBites(theApplicationKnowsOnlyTheDomain, ReadsConfiguration.class);
    assertBites(theApiKnowsNoOtherAdapter, QueriesDatabase.class);
    assertBites(persistenceKnowsNoOtherAdapter, AnswersRequests.class);
    assertBites(enginesKnowNoOtherAdapter, CallsPersistence.class);
    assertBites(sourcesOfPostsKnowNoOtherAdapter, WatchesX.class);
    assertBites(theApiKnowsNoOtherAdapter, UsesEntityManager.class);
    assertBites(requestsEnterThroughUseCasesNotPorts, PortsResource.class);
    assertBites(facesKnowTheDoorButNotEachOther, KnowsAnotherFace.class);
    assertBites(facesKnowTheDoorButNotEachOther, KnowsAFace.class);
    assertBites(useCasesCheckTheirActor, TrustsAnyActor.class);
    assertBites(resourcesAskUseCasesInTheNameOfAnActor, AnonymousResource.class);
    assertBites(everyPortIsAlsoKeptInMemory, NobodyKeepsThese.class);
    assertBites(freeOfCycles("domain.canary"), Hen.class, Egg.class);
    assertBites(whatFeaturesOfTheApplicationShareKnowsNoneOfThem, KnowsAFeature.class);
  }

  private static ArchRule onlyKnows(String ring, String... allowed) {
    return classes()
        .that()
        .resideInAPackage("io.crier." + ring + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(allowed, "io.crier." + ring + ".."));
  }

  private static ArchRule adapterOnlyKnows(String adapter, String... libraries) {
    return onlyKnows(
        adapter, with(with(PLATFORM, libraries), "io.crier.domain..", "io.crier.application.."));
  }

  private static ArchRule freeOfCycles(String ring) {
    return slices().matching("io.crier." + ring + ".(*)..").should().beFreeOfCycles();
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaClass> topLevelInterfaces() {
    return INTERFACES
        .and(describe("top level", JavaClass::isTopLevelClass))
        .and(describe("open to adapters", it -> !it.reflect().isSealed()))
        .and(not(simpleNameEndingWith("package-info")));
  }

  /** The package of the face that a class belongs to. */
  private static Optional<String> face(JavaClass type) {
    var feature = type.getPackageName().split("\\.");
    return feature.length > 3
            && type.getPackageName().startsWith("io.crier.rest.")
            && !SHARED.contains(feature[3])
        ? Optional.of(feature[3])
        : Optional.empty();
  }

  private static ArchCondition<JavaClass> dependOnAnotherFace() {
    return new ArchCondition<>("depend on a face that is not their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var other = face(dependency.getTargetClass());
          var broken = other.isPresent() && !other.equals(face(type));
          events.add(new SimpleConditionEvent(type, broken, dependency.getDescription()));
        }
      }
    };
  }

  private static boolean takesAnActor(JavaCodeUnit method) {
    return method.getRawParameterTypes().stream().anyMatch(it -> it.isEquivalentTo(Actor.class));
  }

  private static ArchCondition<JavaMethod> checkTheActor() {
    return new ArchCondition<>("call one of the actor's require methods, or pass the actor on") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        var message = method.getFullName() + " checks nothing of its actor";
        events.add(new SimpleConditionEvent(method, checks(method, new HashSet<>()), message));
      }

      private boolean checks(JavaCodeUnit method, Set<JavaCodeUnit> seen) {
        return seen.add(method)
            && method.getCallsFromSelf().stream()
                .map(JavaCall::getTarget)
                .anyMatch(
                    called ->
                        called.getOwner().isEquivalentTo(Actor.class)
                                && called.getName().startsWith("require")
                            || called
                                .resolveMember()
                                .filter(JavaCodeUnit.class::isInstance)
                                .map(JavaCodeUnit.class::cast)
                                .filter(ArchitectureTest::takesAnActor)
                                .filter(it -> checks(it, seen))
                                .isPresent());
      }
    };
  }

  /** What a resource may ask for without saying for whom, each for the reason given there. */
  private static final Set<String> FOR_ANYBODY =
      Set.of(
          // What was shown to the actor before, or what the actor has proved already.
          "Engines.shown",
          "FindMessages.health",
          "OpenMedia.openLinked",
          "Authenticate.isStillValid");

  private static ArchCondition<JavaClass> nameTheActor() {
    return new ArchCondition<>("call use cases with an actor") {
      @Override
      public void check(JavaClass resource, ConditionEvents events) {
        for (var call : resource.getMethodCallsFromSelf()) {
          var target = call.getTarget();
          var owner = target.getOwner();
          if (owner.getPackageName().startsWith("io.crier.application.")
              && owner.isTopLevelClass()
              && !owner.isRecord()
              && !owner.isEnum()) {
            var name = owner.getSimpleName() + "." + target.getName();
            var named =
                target.getRawParameterTypes().stream()
                    .anyMatch(it -> it.isEquivalentTo(Actor.class));
            events.add(
                new SimpleConditionEvent(
                    resource, named || FOR_ANYBODY.contains(name), call.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> haveAnInMemoryImplementation() {
    return new ArchCondition<>("have an implementation among the test fixtures") {
      private final Set<String> kept = keptInMemory();

      @Override
      public void check(JavaClass port, ConditionEvents events) {
        var message = port.getName() + " has no in-memory implementation";
        events.add(new SimpleConditionEvent(port, kept.contains(port.getName()), message));
      }
    };
  }

  private static Set<String> keptInMemory() {
    return new ClassFileImporter()
            .withImportOption(location -> !new WhatShips().includes(location))
            .importPackages("io.crier.application")
            .stream()
            .filter(fixture -> !fixture.isInterface())
            .flatMap(fixture -> fixture.getAllRawInterfaces().stream())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
  }

  private static void assertBites(ArchRule rule, Class<?>... offenders) {
    var evaluated = rule.evaluate(new ClassFileImporter().importClasses(offenders));

    assertThat(evaluated.hasViolation())
        .as("%s is refused: %s", offenders[0].getSimpleName(), rule.getDescription())
        .isTrue();
  }

  /** Without tests, also where other modules' tests come as a jar. */
  static final class WhatShips implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }
}
