package io.crier.whatsapp.web.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who is on WhatsApp, and which clients are companions of whose phone. Everybody is, at first. */
final class Directory {

  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Person> byLid = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Set<String> strangers = new HashSet<>();
  private final Set<Set<Person>> acquaintances = new HashSet<>();
  private final List<Device> devices = new ArrayList<>();

  /** What a recipient is known by: a group by its address, everybody else by the number. */
  static String name(String recipient) {
    return isGroup(recipient) ? recipient : digits(recipient);
  }

  static boolean isGroup(String address) {
    return address.endsWith("@g.us");
  }

  static String digits(String number) {
    return number.replaceAll("\\D", "");
  }

  Person person(String number) {
    return people.computeIfAbsent(
        digits(number),
        digits -> {
          var person = new Person(digits);
          byLid.put(person.lid(), person);
          return person;
        });
  }

  void forget(String number) {
    strangers.add(digits(number));
  }

  void rememberAll() {
    strangers.clear();
  }

  boolean knows(Person person) {
    return !strangers.contains(person.number());
  }

  /** Who can be reached at this address, whether it is of a phone or of one of its companions. */
  Optional<Person> at(String jid) {
    var bare = jid.replaceAll(":\\d+@", "@");
    var person =
        bare.endsWith("@lid")
            ? Optional.ofNullable(byLid.get(bare))
            : Optional.of(person(bare.replaceAll("@.*", "")));
    return person.filter(this::knows);
  }

  /** These two have written with each other. */
  void acquaint(Person one, Person other) {
    acquaintances.add(new HashSet<>(List.of(one, other)));
  }

  boolean areAcquainted(Person one, Person other) {
    return acquaintances.contains(new HashSet<>(List.of(one, other)));
  }

  void group(String jid, List<Person> members) {
    groups.put(jid, new Group(jid, members));
  }

  Optional<Group> group(String jid) {
    return Optional.ofNullable(groups.get(jid));
  }

  void link(Device device) {
    devices.add(device);
  }

  void unlink(Device device) {
    devices.remove(device);
  }

  List<Device> devices() {
    return List.copyOf(devices);
  }

  Stream<Device> devices(Person person) {
    return devices.stream().filter(device -> device.owner() == person);
  }

  int nextDevice(Person person) {
    return 1 + devices(person).mapToInt(Device::number).max().orElse(0);
  }
}
