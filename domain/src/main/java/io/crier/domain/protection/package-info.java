/** Protection against accounts that behave like bots: warnings, and blocks that grow. */
package io.crier.domain.protection;
