package io.crier.whatsapp.web.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The users of WhatsApp and their linked clients. Every number is registered until forgotten. */
final class Directory {

  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, Person> byLid = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Set<String> unregistered = new HashSet<>();
  private final Set<Set<Person>> contacts = new HashSet<>();
  private final List<Device> devices = new ArrayList<>();

  /** A recipient's name in the fake: the address of a group, the number of a person. */
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
    unregistered.add(digits(number));
  }

  void registerAll() {
    unregistered.clear();
  }

  boolean isRegistered(Person person) {
    return !unregistered.contains(person.number());
  }

  /** The person at this address, which may be that of a phone or of a linked client. */
  Optional<Person> at(String jid) {
    if (FakeChannels.isChannel(jid)) {
      return Optional.empty();
    }
    var bare = jid.replaceAll(":\\d+@", "@");
    var person =
        bare.endsWith("@lid")
            ? Optional.ofNullable(byLid.get(bare))
            : Optional.of(person(bare.replaceAll("@.*", "")));
    return person.filter(this::isRegistered);
  }

  /** Records that these two have exchanged messages. */
  void addContact(Person one, Person other) {
    contacts.add(new HashSet<>(List.of(one, other)));
  }

  boolean areContacts(Person one, Person other) {
    return contacts.contains(new HashSet<>(List.of(one, other)));
  }

  void group(String jid, List<Person> members) {
    groups.put(jid, new Group(jid, members));
  }

  List<Group> groups() {
    return List.copyOf(groups.values());
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
