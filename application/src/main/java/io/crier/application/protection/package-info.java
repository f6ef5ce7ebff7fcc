/** Protection against accounts that behave like bots. */
package io.crier.application.protection;
