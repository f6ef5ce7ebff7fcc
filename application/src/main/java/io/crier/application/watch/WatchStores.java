package io.crier.application.watch;

import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;

/** The stores for the state of the watch over X. */
public record WatchStores(XAccounts xAccounts, Spending spending, UnitOfWork unitOfWork) {}
