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
import io.crier.application.canary.IgnoresItsActor;
import io.crier.application.canary.PortWithoutInMemoryImplementation;
import io.crier.application.canary.ReadsConfiguration;
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

/** The architecture rules: each lists what is allowed, and has a canary that breaks it. */
@AnalyzeClasses(packages = "io.crier", importOptions = ArchitectureTest.ProductionClasses.class)
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
  private static final Set<String> SHARED =
      Set.of("door", "json", "openapi", "openid", "outbound", "metrics", "health");

  @ArchTest
  static final ArchRule domainDependsOnlyOnJava =
      dependsOnlyOn("domain", "java..", "javax.crypto..");

  @ArchTest
  static final ArchRule applicationDependsOnlyOnDomain =
      dependsOnlyOn("application", "java..", "io.crier.domain..");

  @ArchTest
  static final ArchRule restDependsOnNoOtherAdapter =
      adapterDependsOnlyOn(
          "rest",
          "jakarta.servlet..",
          "jakarta.ws.rs..",
          "org.apache.hc..",
          "io.github.bucket4j..",
          "com.github.benmanes.caffeine..",
          "com.google.zxing..",
          "com.nimbusds..",
          "net.minidev.json..");

  @ArchTest
  static final ArchRule persistenceDependsOnNoOtherAdapter =
      adapterDependsOnlyOn(
          "persistence",
          "com.password4j..",
          "jakarta.persistence..",
          "jakarta.transaction..",
          "org.flywaydb..");

  @ArchTest
  static final ArchRule whatsappDependsOnNoOtherAdapter =
      adapterDependsOnlyOn("whatsapp", "jakarta.ws.rs..");

  @ArchTest
  static final ArchRule xDependsOnNoOtherAdapter =
      adapterDependsOnlyOn("x", "org.w3c.dom..", "org.xml.sax..");

  @ArchTest
  static final ArchRule facesUseNoPorts =
      noClasses()
          .that(describe("belong to a face", type -> face(type).isPresent()))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.crier.application..").and(topLevelInterfaces()));

  @ArchTest
  static final ArchRule facesDoNotDependOnEachOther =
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
  static final ArchRule resourcesPassAnActorToUseCases =
      classes()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .and()
          .resideInAPackage("io.crier.rest..")
          .should(nameTheActor());

  @ArchTest
  static final ArchRule everyPortHasAnInMemoryImplementation =
      classes()
          .that()
          .resideInAPackage("io.crier.application..")
          .and(topLevelInterfaces())
          .should(haveAnInMemoryImplementation());

  @ArchTest static final ArchRule domainIsFreeOfCycles = freeOfCycles("domain");

  @ArchTest static final ArchRule applicationIsFreeOfCycles = freeOfCycles("application");

  @ArchTest static final ArchRule persistenceIsFreeOfCycles = freeOfCycles("persistence");

  @ArchTest static final ArchRule v1IsFreeOfCycles = freeOfCycles("rest.v1");

  @ArchTest static final ArchRule whatsappIsFreeOfCycles = freeOfCycles("whatsapp");

  @ArchTest static final ArchRule xIsFreeOfCycles = freeOfCycles("x");

  @ArchTest
  static final ArchRule rootsDependOnNoFeature =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.crier.domain",
              "io.crier.application",
              "io.crier.persistence",
              "io.crier.rest",
              "io.crier.rest.v1",
              "io.crier.whatsapp",
              "io.crier.x")
          .should(dependOnAFeatureOfTheirRing());

  @Test
  void everyRuleFailsOnItsCanary() {
    assertFailsOn(domainDependsOnlyOnJava, UsesPersistence.class);
    assertFailsOn(domainDependsOnlyOnJava, KnowsUseCases.class);
    assertFailsOn(applicationDependsOnlyOnDomain, ReadsConfiguration.class);
    assertFailsOn(restDependsOnNoOtherAdapter, QueriesDatabase.class);
    assertFailsOn(persistenceDependsOnNoOtherAdapter, AnswersRequests.class);
    assertFailsOn(whatsappDependsOnNoOtherAdapter, CallsPersistence.class);
    assertFailsOn(xDependsOnNoOtherAdapter, WatchesX.class);
    assertFailsOn(restDependsOnNoOtherAdapter, UsesEntityManager.class);
    assertFailsOn(facesUseNoPorts, PortsResource.class);
    assertFailsOn(facesDoNotDependOnEachOther, KnowsAnotherFace.class);
    assertFailsOn(facesDoNotDependOnEachOther, KnowsAFace.class);
    assertFailsOn(useCasesCheckTheirActor, IgnoresItsActor.class);
    assertFailsOn(resourcesPassAnActorToUseCases, AnonymousResource.class);
    assertFailsOn(everyPortHasAnInMemoryImplementation, PortWithoutInMemoryImplementation.class);
    assertFailsOn(freeOfCycles("domain.canary"), Hen.class, Egg.class);
    assertFailsOn(rootsDependOnNoFeature, io.crier.domain.KnowsAFeature.class);
    assertFailsOn(rootsDependOnNoFeature, io.crier.application.KnowsAFeature.class);
  }

  private static ArchRule dependsOnlyOn(String ring, String... allowed) {
    return classes()
        .that()
        .resideInAPackage("io.crier." + ring + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(with(allowed, "io.crier." + ring + ".."));
  }

  private static ArchRule adapterDependsOnlyOn(String adapter, String... libraries) {
    return dependsOnlyOn(
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

  private static ArchCondition<JavaClass> dependOnAFeatureOfTheirRing() {
    return new ArchCondition<>("depend on a feature of their ring") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var features = type.getPackageName() + ".";
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var broken = dependency.getTargetClass().getPackageName().startsWith(features);
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

  /** Use-case methods that a resource may call without an actor, with the reason. */
  private static final Set<String> WITHOUT_ACTOR =
      Set.of(
          // The actor was already checked, or has proved its right by a token.
          "Engines.shown",
          "FindMessages.health",
          "OpenMedia.openLinked",
          "RecognizeUser.isStillValid",
          // They are about to prove who they are, or whether anybody can.
          "InviteFirstUser.isAwaited",
          "SignInUser.signIn",
          "SignInAtProvider.providerName",
          "SignInAtProvider.begin",
          "SignInAtProvider.finish",
          "AcceptInvitation.show",
          "AcceptInvitation.accept");

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
                    resource, named || WITHOUT_ACTOR.contains(name), call.getDescription()));
          }
        }
      }
    };
  }

  private static ArchCondition<JavaClass> haveAnInMemoryImplementation() {
    return new ArchCondition<>("have an implementation among the test fixtures") {
      private final Set<String> kept = implementedInMemory();

      @Override
      public void check(JavaClass port, ConditionEvents events) {
        var message = port.getName() + " has no in-memory implementation";
        events.add(new SimpleConditionEvent(port, kept.contains(port.getName()), message));
      }
    };
  }

  private static Set<String> implementedInMemory() {
    return new ClassFileImporter()
            .withImportOption(location -> !new ProductionClasses().includes(location))
            .importPackages("io.crier.application")
            .stream()
            .filter(fixture -> !fixture.isInterface())
            .flatMap(fixture -> fixture.getAllRawInterfaces().stream())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
  }

  private static void assertFailsOn(ArchRule rule, Class<?>... offenders) {
    var evaluated = rule.evaluate(new ClassFileImporter().importClasses(offenders));

    assertThat(evaluated.hasViolation())
        .as("%s is refused: %s", offenders[0].getSimpleName(), rule.getDescription())
        .isTrue();
  }

  /** Excludes tests, including test jars of other modules, and the client that they use. */
  static final class ProductionClasses implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/")
          && !location.contains("-tests.jar")
          && !location.contains("/io/crier/client/");
    }
  }
}
