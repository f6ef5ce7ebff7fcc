package io.crier.bootstrap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The rings, their features and the dependencies between them, read from compiled classes and
 * written for Mermaid. Transitive arrows are omitted, unless they are part of a cycle.
 */
final class ArchitecturePicture {

  private static final String CRIER = "io.crier.";
  private static final Set<String> NO_ADAPTERS = Set.of("domain", "application", "bootstrap");

  private final SortedMap<Feature, SortedSet<Feature>> dependencies = new TreeMap<>();

  /** A feature in a ring; the ring's root package is a feature of the ring's name. */
  private record Feature(String ring, String feature) implements Comparable<Feature> {

    private static final Comparator<Feature> ORDER =
        Comparator.comparing(Feature::ring).thenComparing(Feature::feature);

    static Feature of(JavaClass type) {
      var names = type.getPackageName().substring(CRIER.length()).split("\\.");
      return new Feature(names[0], names[names.length > 1 ? 1 : 0]);
    }

    String id() {
      return ring + "_" + feature;
    }

    @Override
    public int compareTo(Feature other) {
      return ORDER.compare(this, other);
    }
  }

  ArchitecturePicture(JavaClasses classes) {
    classes.stream().filter(ArchitecturePicture::isOurs).forEach(this::add);
  }

  private void add(JavaClass type) {
    var targets = dependencies.computeIfAbsent(Feature.of(type), feature -> new TreeSet<>());
    type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .filter(ArchitecturePicture::isOurs)
        .map(Feature::of)
        .forEach(targets::add);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(CRIER);
  }

  /** Each ring with its features, and the arrows between rings. */
  String rings() {
    var picture = new StringBuilder("flowchart TB\n");
    dependencies.keySet().stream()
        .collect(groupingBy(Feature::ring, TreeMap::new, toCollection(TreeSet::new)))
        .forEach((ring, features) -> picture.append(subgraph(ring, features)));
    return picture + arrows(graph(feature -> true, Feature::ring));
  }

  /** The features of one ring, and the arrows between them. */
  String features(String ring) {
    Predicate<Feature> inside = feature -> feature.ring().equals(ring);
    var picture = new StringBuilder("flowchart TB\n");
    dependencies.keySet().stream().filter(inside).forEach(it -> picture.append(node(it)));
    return picture + arrows(graph(inside, Feature::id));
  }

  private static String subgraph(String ring, Set<Feature> features) {
    var lines = new StringBuilder();
    lines.append("  subgraph %s[%s]\n    direction LR\n".formatted(ring, module(ring)));
    features.forEach(feature -> lines.append("  ").append(node(feature)));
    return lines.append("  end\n").toString();
  }

  private static String module(String ring) {
    return NO_ADAPTERS.contains(ring) ? ring : "adapters-" + ring;
  }

  private static String node(Feature feature) {
    return "  %s[%s]\n".formatted(feature.id(), feature.feature());
  }

  private SortedMap<String, SortedSet<String>> graph(
      Predicate<Feature> shown, Function<Feature, String> name) {
    var graph = new TreeMap<String, SortedSet<String>>();
    dependencies.forEach(
        (feature, others) -> {
          if (shown.test(feature)) {
            var from = name.apply(feature);
            var targets = graph.computeIfAbsent(from, first -> new TreeSet<>());
            others.stream().filter(shown).map(name).forEach(targets::add);
            targets.remove(from);
          }
        });
    return graph;
  }

  private static String arrows(SortedMap<String, SortedSet<String>> graph) {
    var lines = new StringBuilder();
    graph.forEach(
        (from, targets) ->
            targets.stream()
                .filter(to -> !follows(graph, from, to))
                .forEach(to -> lines.append("  %s --> %s\n".formatted(from, to))));
    return lines.toString();
  }

  /** Whether a path through a third node, in no cycle with either end, implies the arrow. */
  private static boolean follows(Map<String, SortedSet<String>> graph, String from, String to) {
    return graph.get(from).stream()
        .filter(over -> !over.equals(to))
        .filter(over -> !reachable(graph, over).contains(from))
        .filter(over -> !reachable(graph, to).contains(over))
        .anyMatch(over -> reachable(graph, over).contains(to));
  }

  private static Set<String> reachable(Map<String, SortedSet<String>> graph, String from) {
    var found = new HashSet<String>();
    var open = new TreeSet<>(List.of(from));
    while (!open.isEmpty()) {
      for (var next : graph.getOrDefault(open.pollFirst(), new TreeSet<>())) {
        if (found.add(next)) {
          open.add(next);
        }
      }
    }
    return found;
  }
}
