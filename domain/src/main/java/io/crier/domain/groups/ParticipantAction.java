package io.crier.domain.groups;

/** What is done to participants of a group. */
public enum ParticipantAction {
  ADD,
  REMOVE,
  PROMOTE,
  DEMOTE
}
