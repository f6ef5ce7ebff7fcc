package io.crier.application;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Rows by key, in the order of their keys: the storage of the in-memory ports. */
public final class InMemoryTable<K, V> {

  private final InMemoryUnitOfWork unitOfWork;
  private final TreeMap<K, V> rows;

  public InMemoryTable(InMemoryUnitOfWork unitOfWork, Comparator<? super K> order) {
    this.unitOfWork = unitOfWork;
    this.rows = new TreeMap<>(order);
  }

  public Optional<V> get(K key) {
    unitOfWork.require("a look");
    return Optional.ofNullable(rows.get(key));
  }

  public void put(K key, V value) {
    unitOfWork.require("a change");
    restoreOnFailure(key, rows.put(key, value));
  }

  public void remove(K key) {
    unitOfWork.require("a change");
    restoreOnFailure(key, rows.remove(key));
  }

  /** A snapshot of all rows, in the order of their keys. */
  public List<V> all() {
    unitOfWork.require("a look");
    return List.copyOf(rows.values());
  }

  public List<V> all(Predicate<? super V> wanted) {
    return all().stream().filter(wanted).toList();
  }

  /** The existing keys that match. */
  public List<K> keys(Predicate<? super K> wanted) {
    unitOfWork.require("a look");
    return rows.keySet().stream().filter(wanted).toList();
  }

  public boolean isEmpty() {
    unitOfWork.require("a look");
    return rows.isEmpty();
  }

  /** The rows of those keys that exist, in the given order. */
  public List<V> get(Collection<K> keys) {
    return keys.stream().map(this::get).flatMap(Optional::stream).toList();
  }

  private void restoreOnFailure(K key, V before) {
    unitOfWork.undoWith(
        () -> {
          if (before == null) {
            rows.remove(key);
          } else {
            rows.put(key, before);
          }
        });
  }
}
