package io.crier.persistence;

/** Runs work once the unit of work around the call has committed, and never if it does not. */
public interface AfterCommit {

  void run(Runnable work);
}
